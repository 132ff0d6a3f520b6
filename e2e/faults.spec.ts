import type { Page, Request } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { expectLiveness, expectNode, recordOffsets, recordStatuses } from "./support/canvas.ts";
import { chain, createWorkflow, logHead, readRun, start, startRun, wait } from "./support/workflows.ts";

test("a cut network loses no entry: what the reader got is what the log holds (S4)", async ({ signedIn, server }) => {
  const viewer = await signedIn("viewer@acme.test", { byLine: true });
  const editor = await signedIn("editor@acme.test");
  const steps = ["One", "Two", "Three", "Four", "Five", "Six"].map((name) => wait(name));
  const workflowId = await createWorkflow(editor, "Cut in the middle", chain(start, ...steps));
  let runId = "";
  const offsets = recordOffsets(viewer.page, () => `run:${runId}`);
  runId = (await startRun(editor, workflowId)).id;
  await viewer.page.goto(`/runs/${runId}`);
  await expectNode(viewer.page, "One", "succeeded");

  server.line.cut();
  await expectLiveness(viewer.page, /Reconnecting|Offline/);
  await expect.poll(() => readRun(editor, runId).then((run) => run.counts.succeeded)).toBeGreaterThanOrEqual(4);
  server.line.heal();

  await expectLiveness(viewer.page, /^Live/);
  await expectNode(viewer.page, "Six", "succeeded");
  await expect.poll(() => readRun(editor, runId).then((run) => run.status)).toBe("succeeded");
  const head = await logHead(editor, runId);
  await expect.poll(() => offsets.at(-1)).toBe(head);
  const first = offsets[0] ?? 0;
  expect(offsets).toEqual(Array.from({ length: head - first + 1 }, (_, index) => first + index));
});

test("what was not opened before opens while the network is cut, and a refused press is said", async ({
  signedIn,
  server,
}) => {
  const editor = await signedIn("editor@acme.test", { byLine: true });
  const { page } = editor;
  const workflowId = await createWorkflow(editor, "Opened without a network", chain(start, wait("One")));
  const scripts = countLoadingScripts(page);
  await page.goto(`/workflows/${workflowId}`);
  await expectLiveness(page, /^Live/);
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 10_000 })));
  await expect.poll(scripts).toBe(0);

  server.line.cut();
  await expectLiveness(page, /Reconnecting|Offline/);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(page.getByText(/cannot be reached|not reached/)).toBeVisible();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("dialog", { name: "Search or run" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page
    .locator("#node-One")
    .or(page.getByRole("button", { name: /^One,/ }))
    .first()
    .click();
  await expect(page.getByRole("complementary", { name: "Node One" })).toBeVisible();
  server.line.heal();
  await expectLiveness(page, /^Live/);
});

test("a server killed in the middle of a run ends the run when it is back, and both pages show it without a reload", async ({
  signedIn,
  server,
}) => {
  test.setTimeout(120_000);
  const editor = await signedIn("editor@acme.test");
  const operator = await signedIn("operator@acme.test");
  const steps = ["One", "Two", "Three", "Four"].map((name) => wait(name));
  const workflowId = await createWorkflow(editor, "Killed in the middle", chain(start, ...steps));
  const run = await startRun(editor, workflowId);
  for (const { page } of [editor, operator]) await page.goto(`/runs/${run.id}`);
  for (const { page } of [editor, operator]) await expectNode(page, "One", "succeeded");
  const records = [await recordStatuses(editor.page), await recordStatuses(operator.page)];

  await server.kill9();
  for (const { page } of [editor, operator]) await expectLiveness(page, /Reconnecting|Offline/);
  await server.restart();

  for (const { page } of [editor, operator]) {
    await expect(async () => expectNode(page, "Four", "succeeded")).toPass({ timeout: 60_000 });
    await expectLiveness(page, /^Live/);
  }
  for (const record of records) expect(await record.isSamePage()).toBe(true);
  expect((await readRun(editor, run.id)).status).toBe("succeeded");
});

/** Counts, from now on, the scripts that were asked for and are not there yet. */
function countLoadingScripts(page: Page): () => number {
  const loading = new Set<Request>();
  // What the page before asked for may end now; it is not in the set, and not counted.
  page.on("request", (request) => request.resourceType() === "script" && loading.add(request));
  page.on("requestfinished", (request) => loading.delete(request));
  page.on("requestfailed", (request) => loading.delete(request));
  return () => loading.size;
}
