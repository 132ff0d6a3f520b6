/** Calls back once, soon; returns how to call it off. */
export type Schedule = (callback: () => void) => () => void;

/** How long work waits in a page that is not shown, where the browser draws no frames, in milliseconds. */
const hiddenDelayMs = 200;

/** Before the next frame is drawn; by a timer where the page is hidden, so that its state stays true all the same. */
export const scheduleFrame: Schedule = (callback) => {
  if (typeof requestAnimationFrame === "undefined" || document.visibilityState === "hidden") {
    const timer = setTimeout(callback, hiddenDelayMs);
    return () => clearTimeout(timer);
  }
  const frame = requestAnimationFrame(callback);
  return () => cancelAnimationFrame(frame);
};
