import { expect, test } from "./fixtures.ts";
import { expectNode, node } from "./support/canvas.ts";
import { approval, chain, createWorkflow, start, startRun, wait } from "./support/workflows.ts";

const askFirst = chain(start, approval("Ask", "Send the answer?"), { ...wait("Send"), by: "approved" });

test("an approval given in the second browser lets the run go on in both", async ({ signedIn }) => {
  const editor = await signedIn("editor@acme.test");
  const operator = await signedIn("operator@acme.test");
  const workflowId = await createWorkflow(editor, "Ask first", askFirst);
  const run = await startRun(editor, workflowId);
  for (const { page } of [editor, operator]) {
    await page.goto(`/runs/${run.id}`);
    await expectNode(page, "Ask", "waiting");
  }
  await expect(operator.page.getByText("Send the answer?").first()).toBeVisible();

  await operator.page.getByRole("button", { name: "Approve" }).first().click();

  for (const { page } of [editor, operator]) {
    await expectNode(page, "Ask", "succeeded");
    await expectNode(page, "Send", "succeeded");
  }
});

test("who may only watch is not asked to decide", async ({ signedIn }) => {
  const editor = await signedIn("editor@acme.test");
  const viewer = await signedIn("viewer@acme.test");
  const workflowId = await createWorkflow(editor, "Ask others", askFirst);
  const run = await startRun(editor, workflowId);
  await viewer.page.goto(`/runs/${run.id}`);
  await expectNode(viewer.page, "Ask", "waiting");

  await expect(viewer.page.getByRole("button", { name: "Approve" })).toHaveCount(0);
  await expect(viewer.api.post(`/runs/${run.id}/nodes/ask/approve`)).rejects.toThrow("403");
});

test("a link to a node opens exactly that node", async ({ signedIn }) => {
  const editor = await signedIn("editor@acme.test");
  const operator = await signedIn("operator@acme.test");
  const workflowId = await createWorkflow(editor, "Linked", chain(start, wait("First", 0), wait("Second", 0)));
  const run = await startRun(editor, workflowId);
  await editor.page.goto(`/runs/${run.id}`);
  await expectNode(editor.page, "Second", "succeeded");
  await node(editor.page, "Second").click();
  await expect(editor.page).toHaveURL(/node=second/);

  await operator.page.goto(editor.page.url());

  await expect(operator.page.getByRole("complementary", { name: "Node Second" })).toBeVisible();
});
