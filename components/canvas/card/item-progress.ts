import type { NodeState, RunState } from "#lib/domain/run-state";
import type { StepData } from "../canvas-graph.ts";

/** How many of a loop's items are done: `3/12` on the loop and on each node of its body, null elsewhere. */
export function itemProgress(state: RunState, step: Pick<StepData, "node" | "loopId" | "bodyLeaves">): string | null {
  const total = state.nodes[step.bodyLeaves === null ? (step.loopId ?? "") : step.node.id]?.itemsTotal ?? null;
  if (total === null) return null;
  const counted = step.bodyLeaves ?? [step.node.id];
  const done = Math.min(...counted.map((nodeId) => endedItems(state.nodes[nodeId])));
  return Number.isFinite(done) ? `${done}/${total}` : null;
}

function endedItems(node: NodeState | undefined): number {
  return Object.values(node?.items ?? {}).filter(({ finishedAt }) => finishedAt !== null).length;
}
