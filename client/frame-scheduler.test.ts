// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFrameSchedule } from "./frame-scheduler.ts";

let frames: (() => void)[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  frames = [];
  vi.stubGlobal("requestAnimationFrame", (callback: () => void) => frames.push(callback));
  vi.stubGlobal("cancelAnimationFrame", (frame: number) => {
    frames[frame - 1] = () => {};
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("what comes after a quiet moment is done at once, not a frame later", async () => {
  const work = vi.fn();
  createFrameSchedule()(work);
  await Promise.resolve();
  expect(work).toHaveBeenCalledOnce();
  expect(frames).toHaveLength(0);
});

test("what follows within the same frame waits for the next", async () => {
  const work = vi.fn();
  const schedule = createFrameSchedule();
  schedule(() => {});
  await Promise.resolve();
  schedule(work);
  await Promise.resolve();
  expect(work).not.toHaveBeenCalled();
  frames[0]?.();
  expect(work).toHaveBeenCalledOnce();
});

test("work that is called off is not done", async () => {
  const work = vi.fn();
  const schedule = createFrameSchedule();
  schedule(work)();
  await Promise.resolve();
  schedule(() => {});
  await Promise.resolve();
  schedule(work)();
  for (const frame of frames) frame();
  expect(work).not.toHaveBeenCalled();
});
