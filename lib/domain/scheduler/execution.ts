import { errorHandle } from "../kinds/node-kind.ts";

/** Why a node was not worked on. */
export type SkipReason = "branch-not-taken" | "upstream-failed" | "empty-loop";

export type ExecutionStatus = "queued" | "running" | "retrying" | "waiting" | "succeeded" | "failed" | "skipped";

/** One node's work in a run, or one item of it in a loop's body, as the scheduler sees it. */
export interface Execution {
  nodeId: string;
  /** The item's index from 0, or null outside of loops. */
  item: number | null;
  status: ExecutionStatus;
  /** Handles that an ended node goes on from; null for all but `error`. A failed node without any fails the run. */
  handles: readonly string[] | null;
  /** For a skipped node. */
  reason: SkipReason | null;
  /** For a loop that goes through its items: how many there are, and how many at once. */
  items: { total: number; concurrency: number } | null;
}

/** How an execution ended, also one that its run's end cancelled. */
type Ending = { status: ExecutionStatus | "cancelled"; handles: readonly string[] | null };

export type Executions = ReadonlyMap<string, Execution>;

/** The key of an execution within its run. Node ids hold no `#`. */
export function executionKey(nodeId: string, item: number | null): string {
  return item === null ? nodeId : `${nodeId}#${item}`;
}

/** True where nothing more comes of the execution itself, so that what follows it may be decided. */
export function hasEnded(execution: Execution): boolean {
  return execution.status === "succeeded" || execution.status === "failed" || execution.status === "skipped";
}

/** True for a failure that nothing goes on from. */
export function isUnhandledFailure(execution: Ending): boolean {
  return execution.status === "failed" && (execution.handles === null || execution.handles.length === 0);
}

/** Does an ended execution go on by this handle? */
export function takesHandle(execution: Ending, handle: string): boolean {
  if (execution.status === "skipped" || execution.status === "cancelled") return false;
  if (execution.status === "failed") return execution.handles?.includes(handle) ?? false;
  return execution.handles === null ? handle !== errorHandle : execution.handles.includes(handle);
}
