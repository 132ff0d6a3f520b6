import { type Refusal, refuse } from "#lib/contract/problem";
import type { ReadPage } from "#server/streams/stream-log";

/** Can the log go on from this cursor? The refusal that says why not, or null. */
export function checkCursor(after: number, page: Pick<ReadPage, "head" | "trimmed">): Refusal | null {
  if (after > page.head) {
    return refuse("cursor-in-future", `after: ${after} is beyond the stream's head ${page.head}.`, {
      field: "after",
      limit: page.head,
    });
  }
  if (after < page.trimmed) {
    const message = `after: entries up to ${page.trimmed} are no longer kept. Load a snapshot and go on from its offset.`;
    return refuse("cursor-expired", message, { field: "after", limit: page.trimmed });
  }
  return null;
}
