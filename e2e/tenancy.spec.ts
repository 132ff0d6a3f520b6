import { expect, test } from "./fixtures.ts";
import { expectNode } from "./support/canvas.ts";
import { chain, createWorkflow, readRun, start, startRun, wait } from "./support/workflows.ts";

test("another organization's page and raw socket receive nothing", async ({ signedIn, rawSocket }) => {
  const editor = await signedIn("editor@acme.test");
  const stranger = await signedIn("owner@globex.test");
  const socket = await rawSocket(stranger);
  const workflowId = await createWorkflow(editor, "Acme's own", chain(start, wait("Secret")));
  await stranger.page.goto("/runs");

  const run = await startRun(editor, workflowId);
  const watched = await socket.watch(`run:${run.id}`, 0);
  const watchedNothing = await socket.watch("run:run_does_not_exist", 0);
  await expect.poll(() => readRun(editor, run.id).then(({ status }) => status)).toBe("succeeded");

  expect(watched).toMatchObject({ ok: false, code: "not-found" });
  expect({ ...watched, message: "" }).toEqual({ ...watchedNothing, message: "" });
  // Another entry on the way behind would have overtaken nothing: one answer proves what came before it.
  await socket.watch("run:run_does_not_exist", 0);
  expect(socket.entries.filter((entry) => !entry.source.includes(socket.welcome.org.id))).toEqual([]);
  await expect(stranger.page.getByText("Acme's own")).toHaveCount(0);
  expect(await stranger.api.status(`/runs/${run.id}`)).toBe(404);
  expect(await stranger.api.status(`/workflows/${workflowId}`)).toBe(404);
  await stranger.page.goto(`/runs/${run.id}`);
  await expect(stranger.page.getByText("There is nothing at this address")).toBeVisible();
});

test("a run of a team reaches its members and not the others of the organization", async ({ signedIn }) => {
  const editor = await signedIn("editor@acme.test");
  const operator = await signedIn("operator@acme.test");
  const workflows = await editor.api.get<{ items: { id: string; teamName: string | null }[] }>("/workflows?limit=100");
  const research = workflows.items.find(({ teamName }) => teamName === "Research");
  expect(research, "the demo has a workflow of the team Research").toBeDefined();

  expect(await operator.api.status(`/workflows/${research?.id}`)).toBe(404);
  await operator.page.goto("/workflows");
  await expect(operator.page.getByRole("link").first()).toBeVisible();
  await expect(operator.page.locator(`a[href*="${research?.id}"]`)).toHaveCount(0);
});

test("a colleague's run appears in an open list of runs", async ({ signedIn }) => {
  const editor = await signedIn("editor@acme.test");
  const viewer = await signedIn("viewer@acme.test");
  const workflowId = await createWorkflow(editor, "Seen in the list", chain(start, wait("Only")));
  await viewer.page.goto("/runs");

  const run = await startRun(editor, workflowId);

  const row = viewer.page.getByRole("row", { name: /Seen in the list/ });
  await expect(row.first()).toContainText("Succeeded");
  await row.first().getByRole("link").first().click();
  await expect(viewer.page).toHaveURL(new RegExp(run.id));
  await expectNode(viewer.page, "Only", "succeeded");
});
