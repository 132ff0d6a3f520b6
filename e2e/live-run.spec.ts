import { expect, test } from "./fixtures.ts";
import { expectNode, recordStatuses } from "./support/canvas.ts";
import { chain, createWorkflow, start, startRun, wait } from "./support/workflows.ts";

const threeSteps = chain(start, wait("First"), wait("Second"), wait("Third"));

test("two people see each node light up in the same order", async ({ signedIn }) => {
  const editor = await signedIn("editor@acme.test");
  const operator = await signedIn("operator@acme.test");
  const workflowId = await createWorkflow(editor, "Three steps", threeSteps);
  for (const { page } of [editor, operator]) await page.goto(`/workflows/${workflowId}`);
  await expectNode(editor.page, "First", "idle");
  await expectNode(operator.page, "First", "idle");
  const seen = [await recordStatuses(editor.page), await recordStatuses(operator.page)];

  await editor.page.getByRole("button", { name: "Run", exact: true }).click();

  for (const { page } of [editor, operator]) await expectNode(page, "Third", "succeeded");
  for (const record of seen) {
    const statuses = await record.all();
    const ends = statuses.filter(([, status]) => status === "succeeded").map(([nodeId]) => nodeId);
    expect(ends).toEqual(["start", "first", "second", "third"]);
    for (const nodeId of ["first", "second", "third"]) {
      const own = statuses.filter(([id]) => id === nodeId).map(([, status]) => status);
      expect(own, `the states of ${nodeId}`).toEqual(inOrder(own));
      expect(own.length, `${nodeId} was seen at work before it ended`).toBeGreaterThan(1);
    }
  }
});

test("who joins in the middle of a run sees the same picture (S8)", async ({ signedIn }) => {
  const editor = await signedIn("editor@acme.test");
  const workflowId = await createWorkflow(editor, "Join in the middle", threeSteps);
  const run = await startRun(editor, workflowId);
  await editor.page.goto(`/runs/${run.id}`);
  await expectNode(editor.page, "First", "succeeded");

  const viewer = await signedIn("viewer@acme.test");
  await viewer.page.goto(`/runs/${run.id}`);
  await expectNode(viewer.page, "First", "succeeded");

  for (const { page } of [editor, viewer]) await expectNode(page, "Third", "succeeded");
  const pictures = await Promise.all([editor, viewer].map(({ page }) => picture(page)));
  expect(pictures[1]).toEqual(pictures[0]);
});

test("a run that the API started lights up on a canvas that was open before", async ({ signedIn }) => {
  const editor = await signedIn("editor@acme.test");
  const viewer = await signedIn("viewer@acme.test");
  const workflowId = await createWorkflow(editor, "Started elsewhere", threeSteps);
  await viewer.page.goto(`/workflows/${workflowId}`);
  await expectNode(viewer.page, "First", "idle");

  await startRun(editor, workflowId);

  await expectNode(viewer.page, "Third", "succeeded");
});

/** The states in the order that a node passes through them. */
function inOrder(statuses: string[]): string[] {
  const order = ["idle", "queued", "running", "waiting", "succeeded"];
  return [...statuses].sort((one, other) => order.indexOf(one) - order.indexOf(other));
}

/** Each node's id and state as the canvas shows it. */
function picture(page: import("@playwright/test").Page): Promise<string[]> {
  return page.locator("[id^=node-][data-status]").evaluateAll((nodes) => {
    return nodes.map((node) => `${node.id} ${node.getAttribute("data-status")}`).sort();
  });
}
