import { expect, test } from "./fixtures.ts";
import { expectNode } from "./support/canvas.ts";
import { chain, createWorkflow, start, startRun, wait } from "./support/workflows.ts";

const twoSteps = chain(start, wait("First", 0), wait("Second", 0));

test("with the keyboard only: find a workflow, run it, open a node", async ({ signedIn }) => {
  const editor = await signedIn("editor@acme.test");
  await createWorkflow(editor, "By keyboard", twoSteps);
  const { page } = editor;
  await page.goto("/");

  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.type("By keyboard");
  await expect(page.getByRole("option", { name: /By keyboard/ }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/workflows\//);

  await page.getByRole("button", { name: "Run", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expectNode(page, "Second", "succeeded");

  await page.getByRole("application", { name: /Arrow keys/ }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("complementary", { name: /^Node / })).toBeVisible();
  await expect(page).toHaveURL(/node=/);
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/node=/);
});

test("on a phone: everything fits, and a run can be watched and opened", async ({ signedIn }) => {
  const operator = await signedIn("operator@acme.test", {
    context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  });
  const editor = await signedIn("editor@acme.test");
  const workflowId = await createWorkflow(editor, "On a phone", twoSteps);
  const run = await startRun(editor, workflowId);
  const { page } = operator;

  for (const path of ["/", "/workflows", "/runs", `/workflows/${workflowId}`, `/runs/${run.id}`]) {
    await page.goto(path);
    await expect(page.getByRole("heading").first()).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `${path} is wider than the screen by`).toBeLessThanOrEqual(0);
  }
  await expectNode(page, "Second", "succeeded");
});
