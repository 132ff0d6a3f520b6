import type { NodeState } from "#lib/domain/run-state";

export type TrackPhase =
  /** Nothing has come this way yet. */
  | "idle"
  /** The target works on, or waits with, what came this way. */
  | "active"
  /** The run went this way. */
  | "taken"
  /** The run took another way: the edge fades. */
  | "faded";

/** What a run did with an edge that leaves `source` by `handle` (null: its only way out). */
export function trackPhase(
  source: NodeState | undefined,
  target: NodeState | undefined,
  handle: string | null,
): TrackPhase {
  if (source === undefined || source.status === "idle") return "idle";
  if (source.status === "skipped") return "faded";
  if (isNotTaken(source, target, handle)) return "faded";
  const hasEnded = source.status === "succeeded" || source.handles !== null;
  switch (target?.status ?? "idle") {
    case "queued":
    case "running":
    case "retrying":
    case "waiting":
      return "active";
    case "succeeded":
    case "failed":
    case "cancelled":
      return hasEnded || source.items !== null ? "taken" : "idle";
    case "skipped":
      return "faded";
    case "idle":
      return "idle";
  }
}

function isNotTaken(source: NodeState, target: NodeState | undefined, handle: string | null): boolean {
  if (source.handles === null || handle === null || source.handles.includes(handle)) return false;
  // A loop goes on by `done`; that it went through its body shows in the items there.
  return source.itemsTotal === null || (target?.items ?? null) === null;
}
