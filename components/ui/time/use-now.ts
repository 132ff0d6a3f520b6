"use client";
import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;
/** How far the clock that times are measured by is ahead of this machine's, in milliseconds. */
let aheadMs = 0;
let now = wholeSecond();

function wholeSecond(): number {
  return Math.floor((Date.now() + aheadMs) / 1_000) * 1_000;
}

/** While nobody listens nothing ticks: the first to look sees the time as it is, and need not render again. */
function current(): number {
  return timer === null ? wholeSecond() : now;
}

function tick(): void {
  now = wholeSecond();
  for (const each of listeners) each();
}

/** Sets every clock on the page by another one, which is so far ahead of this machine's; durations follow at once. */
export function setClockAhead(ms: number): void {
  aheadMs = ms;
  tick();
}

/** One timer for every clock on the page; it stops with the last of them. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === null) {
    now = wholeSecond();
    timer = setInterval(tick, 1_000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
}

/**
 * The time in milliseconds since 1970, as coarse as the caller needs it: renders only when the step is passed.
 * The server's answer and the browser's first may differ by a moment: mark what is shown with `suppressHydrationWarning`.
 */
export function useNow(stepMs = 1_000): number {
  const floor = (time: number) => Math.floor(time / stepMs) * stepMs;
  return useSyncExternalStore(
    subscribe,
    () => floor(current()),
    () => floor(wholeSecond()),
  );
}

const never = () => () => {};

/** False on the server and in the first render; from then on what only a browser knows (its time zone) may be shown. */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
