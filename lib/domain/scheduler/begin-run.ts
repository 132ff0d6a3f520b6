import type { GraphIndex } from "../graph/graph-index.ts";
import type { Execution } from "./execution.ts";

/**
 * The executions that a run begins with: its trigger has succeeded, and whatever else nothing leads to (the other
 * triggers) is skipped. `advance` with all of them as changed gives the first nodes.
 */
export function beginRun(index: GraphIndex, triggerId: string): Execution[] {
  const begun: Execution[] = [];
  for (const [nodeId, { incoming }] of index.nodes) {
    if (incoming.length > 0) continue;
    const isStart = nodeId === triggerId;
    begun.push({
      nodeId,
      item: null,
      status: isStart ? "succeeded" : "skipped",
      handles: null,
      reason: isStart ? null : "branch-not-taken",
      items: null,
    });
  }
  return begun;
}
