import { expect, test } from "./fixtures.ts";
import { expectAccessible } from "./support/accessibility.ts";
import { expectNode, node } from "./support/canvas.ts";
import { chain, createWorkflow, start, startRun, wait } from "./support/workflows.ts";

test("axe finds nothing on any page, in both themes", async ({ signedIn }) => {
  test.setTimeout(180_000);
  const editor = await signedIn("editor@acme.test");
  const workflowId = await createWorkflow(editor, "For everyone", chain(start, wait("First", 0), wait("Second", 0)));
  const run = await startRun(editor, workflowId);
  const { page } = editor;
  for (const path of ["/", "/workflows", "/runs", "/runs/run_does_not_exist"]) {
    await test.step(path, async () => {
      await page.goto(path);
      await expect(page.getByRole("main")).toContainText(/\w/);
      await expectAccessible(page);
    });
  }
  await test.step("a workflow", async () => {
    await page.goto(`/workflows/${workflowId}`);
    await expect(node(page, "First")).toBeVisible();
    await expectAccessible(page);
  });
  await test.step("a run, and an open node", async () => {
    await page.goto(`/runs/${run.id}`);
    await expectNode(page, "Second", "succeeded");
    await expectAccessible(page);
    await node(page, "Second").click();
    await expectAccessible(page);
  });
});

test("axe finds nothing on the sign-in page", async ({ page, server }) => {
  await page.goto(`${server.url}/sign-in`);
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await expectAccessible(page);
});
