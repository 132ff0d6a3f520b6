import type { Graph } from "#lib/contract/graph";
import type { NodeStatus } from "#lib/contract/run";
import type { RunState } from "#lib/domain/run-state";

export interface Bar {
  nodeId: string;
  name: string;
  status: NodeStatus;
  /** From the run's first work on, in milliseconds. */
  fromMs: number;
  lastedMs: number;
}

/** When each node worked, in the order they began; nodes that have not begun are left out. Times in milliseconds. */
export function runBars(state: RunState, graph: Graph, now: number): { bars: Bar[]; totalMs: number } {
  const names = new Map(graph.nodes.map((node) => [node.id, node.name]));
  const begun = Object.entries(state.nodes).flatMap(([nodeId, node]) =>
    node.startedAt === null ? [] : [{ nodeId, node, from: Date.parse(node.startedAt) }],
  );
  const start = Math.min(...begun.map(({ from }) => from), Number.POSITIVE_INFINITY);
  const bars = begun
    .map<Bar>(({ nodeId, node, from }) => ({
      nodeId,
      name: names.get(nodeId) ?? nodeId,
      status: node.status,
      fromMs: from - start,
      lastedMs: Math.max(0, (node.finishedAt === null ? now : Date.parse(node.finishedAt)) - from),
    }))
    .sort((a, b) => a.fromMs - b.fromMs);
  return { bars, totalMs: Math.max(1, ...bars.map(({ fromMs, lastedMs }) => fromMs + lastedMs)) };
}
