import { setTimeout as delay } from "node:timers/promises";
import type { DueEvent } from "./replay-events.ts";

/** Events in one request; the server takes 1,000. */
const batchSize = 500;

/**
 * Sends each event when it is due, `speed` times as fast as the record. Events that are due while a request is under
 * way go together with the next one, so that a slow server gets larger batches instead of a growing backlog.
 */
export async function play(
  events: readonly DueEvent[],
  speed: number,
  send: (events: readonly DueEvent[]) => Promise<void>,
): Promise<void> {
  const began = performance.now();
  let next = 0;
  while (next < events.length) {
    const nowMs = (performance.now() - began) * speed;
    const due = events.slice(next, next + batchSize).filter(({ atMs }) => atMs <= nowMs);
    if (due.length > 0) {
      await send(due);
      next += due.length;
      continue;
    }
    const waitMs = ((events[next]?.atMs ?? nowMs) - nowMs) / speed;
    // A timer's clock is coarser than ours: at least a millisecond, or the loop would spin.
    await delay(Math.max(1, waitMs));
  }
}
