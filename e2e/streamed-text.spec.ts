import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { expectNode, node } from "./support/canvas.ts";
import { approval, chain, createWorkflow, start, startRun } from "./support/workflows.ts";

const writer = {
  id: "writer",
  kind: "llm",
  name: "Writer",
  settings: { prompt: "Describe the railway signal box, its levers, diagrams, bells and blocks." },
};

test("two people see an answer grow word by word before its node ends", async ({ signedIn }) => {
  const editor = await signedIn("editor@acme.test");
  const viewer = await signedIn("viewer@acme.test");
  const workflowId = await createWorkflow(
    editor,
    "Written live",
    chain(start, approval("Ready", "Both are here?"), { ...writer, by: "approved" }),
  );
  const run = await startRun(editor, workflowId);
  const pages = [editor.page, viewer.page];
  for (const page of pages) {
    await page.goto(`/runs/${run.id}?node=writer`);
    await expect(page.getByRole("complementary", { name: "Node Writer" })).toBeVisible();
  }
  for (const page of pages) await expectNode(page, "Ready", "waiting");
  const records = await Promise.all(pages.map((page) => recordText(page)));
  await editor.api.post(`/runs/${run.id}/nodes/ready/approve`);

  for (const page of pages) await expectNode(page, "Writer", "succeeded");

  for (const record of records) {
    const { texts, onCard } = await record.all();
    expect(texts.length, "different texts seen while the node ran").toBeGreaterThan(4);
    const [last = ""] = texts.slice(-1);
    for (const text of texts)
      expect(last.startsWith(text), `'${text}' is the beginning of what was written`).toBe(true);
    expect(onCard, "the card shows it too").toBe(true);
  }
  await expect(node(editor.page, "Writer")).toBeVisible();
  await expect(editor.page.getByRole("tabpanel")).toContainText("This answer is simulated");
});

/** Keeps, in the page, each text that the drawer shows while the node is running. */
async function recordText(page: Page) {
  await page.evaluate(() => {
    const seen = { texts: [] as string[], onCard: false };
    Object.assign(window, { seenText: seen });
    new MutationObserver(() => {
      if (document.querySelector("#node-writer")?.getAttribute("data-status") !== "running") return;
      seen.onCard ||= document.querySelector("#node-writer [data-writing]") !== null;
      const text = document.querySelector("[data-written]")?.textContent ?? "";
      if (text !== "" && text !== seen.texts.at(-1)) seen.texts.push(text);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return {
    all: () => page.evaluate(() => (window as unknown as { seenText: { texts: string[]; onCard: boolean } }).seenText),
  };
}
