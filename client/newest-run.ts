import type { RunSummary } from "#lib/contract/run";

/** How long a run stays on the canvas before a newer one takes its place, in milliseconds: many a second must not flicker. */
export const leastShownMs = 2_000;

/** The run on the canvas, and since when, in milliseconds of any steady clock. */
export interface ShownRun {
  id: string | null;
  since: number;
}

/**
 * When the newest run takes the place of the one shown: 0 is at once, null is not at all, else so many milliseconds
 * from now.
 */
export function msUntilNewest(shown: ShownRun, newestId: string | null, now: number): number | null {
  if (newestId === null || newestId === shown.id) return null;
  if (shown.id === null) return 0;
  return Math.max(0, shown.since + leastShownMs - now);
}

/** How many runs of a list, newest first, are newer than the one shown. */
export function countNewer(runs: readonly RunSummary[], shown: Pick<RunSummary, "id" | "queuedAt"> | null): number {
  if (shown === null) return 0;
  const place = runs.findIndex(({ id }) => id === shown.id);
  return place === -1 ? runs.filter(({ queuedAt }) => queuedAt > shown.queuedAt).length : place;
}
