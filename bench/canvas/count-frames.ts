import type { Page } from "@playwright/test";

/**
 * Frames a second while a hand pans the canvas back and forth for `durationMs`. The page itself moves the pointer once
 * in each frame that it is given, by 12 pixels: every frame that is counted has a new view to draw, and how fast the
 * test can send moves plays no part.
 */
export async function countFramesWhilePanning(page: Page, durationMs: number): Promise<number> {
  const pane = page.locator(".react-flow__pane").first();
  const box = await pane.boundingBox();
  if (box === null) throw new Error("the canvas has no pane to pan");
  // Near a corner: a node under the pointer would be dragged or selected instead.
  const from = { x: box.x + 6, y: box.y + 6 };
  const viewBefore = await viewOf(page);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  const frames = await page.evaluate(panInEachFrame, { from, durationMs });
  if ((await viewOf(page)) === viewBefore) throw new Error("the canvas did not move");
  await page.mouse.up();
  return frames;
}

function viewOf(page: Page): Promise<string> {
  return page
    .locator(".react-flow__viewport")
    .first()
    .evaluate((element) => (element as HTMLElement).style.transform);
}

/** Runs in the page. */
function panInEachFrame({ from, durationMs }: { from: { x: number; y: number }; durationMs: number }): Promise<number> {
  return new Promise((resolve) => {
    const started = performance.now();
    let frames = 0;
    function frame(): void {
      const elapsed = performance.now() - started;
      if (elapsed >= durationMs) return resolve((frames * 1_000) / elapsed);
      frames += 1;
      const swing = Math.abs(((frames * 12) % 400) - 200);
      const at = { clientX: from.x + swing, clientY: from.y + swing / 2 };
      window.dispatchEvent(new MouseEvent("mousemove", { ...at, view: window, buttons: 1, bubbles: true }));
      requestAnimationFrame(frame);
    }
    requestAnimationFrame(frame);
  });
}
