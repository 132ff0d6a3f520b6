/** Calls back once, soon; returns how to call it off. */
export type Schedule = (callback: () => void) => () => void;

/** How long work waits in a page that is not shown, where the browser draws no frames, in milliseconds. */
const hiddenDelayMs = 200;
/** A frame's time: work that comes later than this after the last is not part of a burst. */
const frameMs = 16;

/**
 * Paces work to one call a frame. What comes after a quiet moment is done at once, so that the very next frame shows
 * it; what follows within the same frame waits for the next and is done together. In a hidden page, which draws no
 * frames, a timer keeps the state true all the same.
 */
export function createFrameSchedule(): Schedule {
  let lastAt = Number.NEGATIVE_INFINITY;

  return (callback) => {
    const run = () => {
      lastAt = performance.now();
      callback();
    };
    if (typeof requestAnimationFrame === "undefined" || document.visibilityState === "hidden") {
      const timer = setTimeout(run, hiddenDelayMs);
      return () => clearTimeout(timer);
    }
    if (performance.now() - lastAt < frameMs) {
      const frame = requestAnimationFrame(run);
      return () => cancelAnimationFrame(frame);
    }
    let isOff = false;
    queueMicrotask(() => {
      if (!isOff) run();
    });
    return () => {
      isOff = true;
    };
  };
}
