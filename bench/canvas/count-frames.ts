import type { Page } from "@playwright/test";

/**
 * Frames a second while a hand pans the canvas back and forth for `durationMs`: animation frames that the page was
 * given, counted in the page. The pointer moves as fast as the browser takes its moves, in steps of 12 pixels.
 */
export async function countFramesWhilePanning(page: Page, durationMs: number): Promise<number> {
  const pane = page.locator(".react-flow__pane").first();
  const box = await pane.boundingBox();
  if (box === null) throw new Error("the canvas has no pane to pan");
  // Near a corner: a node under the pointer would be dragged or selected instead.
  const from = { x: box.x + 6, y: box.y + 6 };
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.evaluate(() => {
    const counter = { frames: 0, isOn: true };
    Object.assign(window, { frameCounter: counter });
    const count = () => {
      counter.frames += 1;
      if (counter.isOn) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  const started = performance.now();
  for (let step = 1; performance.now() - started < durationMs; step += 1) {
    const swing = Math.abs(((step * 12) % 400) - 200);
    await page.mouse.move(from.x + swing, from.y + swing / 2);
  }
  const elapsed = performance.now() - started;
  const frames = await page.evaluate(() => {
    const { frameCounter } = window as unknown as { frameCounter: { frames: number; isOn: boolean } };
    frameCounter.isOn = false;
    return frameCounter.frames;
  });
  await page.mouse.up();
  return (frames * 1000) / elapsed;
}
