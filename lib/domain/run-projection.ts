import type { Failure, RunStatus, RunSummary } from "#lib/contract/run";
import type { NodeState, RunState } from "./run-state.ts";

/** The columns of a run's row that follow from its stream. Times are ISO 8601. */
export interface RunProjection {
  status: RunStatus;
  startedAt: string | null;
  finishedAt: string | null;
  counts: RunSummary["counts"];
  waitingNodes: RunSummary["waitingNodes"];
  costMicros: number;
  currency: string;
  error: Failure | null;
}

/** More names than a list can show; `waitingNodes` of a summary ends here. */
const waitingNodesShown = 50;

/**
 * What lists show of a run, read off its folded state: for runs of ours and runs from elsewhere alike.
 * Whoever appends to `run:<id>` locks the run's row, folds the new entries into the state (`foldRun`), stores this
 * with `revision + 1`, and announces `run.updated` where `isAnnounced` says so, all in one transaction.
 *
 * `nodes` are the graph's nodes, for their number and their names; a node that only events know counts too.
 */
export function projectRun(state: RunState, nodes: readonly { id: string; name: string }[]): RunProjection {
  const counts = { total: nodes.length, succeeded: 0, failed: 0, skipped: 0, running: 0, waiting: 0 };
  const waiting: string[] = [];
  const states = Object.entries(state.nodes);
  for (const [nodeId, node] of states) {
    const place = placeOf(node);
    if (place !== null) counts[place] += 1;
    if (node.status === "waiting" && node.waiting?.reason === "approval") waiting.push(nodeId);
  }
  counts.total = Math.max(counts.total, states.length);
  return {
    status: state.status,
    startedAt: state.startedAt,
    finishedAt: state.finishedAt,
    counts,
    waitingNodes: withNames(waiting.slice(0, waitingNodesShown), nodes),
    costMicros: state.cost.micros,
    currency: state.cost.currency,
    error: state.error,
  };
}

/** True where the change is one that `run.updated` announces: the status, or which nodes wait for a person. */
export function isAnnounced(
  before: Pick<RunProjection, "status" | "waitingNodes">,
  after: Pick<RunProjection, "status" | "waitingNodes">,
): boolean {
  if (before.status !== after.status || before.waitingNodes.length !== after.waitingNodes.length) return true;
  return after.waitingNodes.some((node, index) => node.id !== before.waitingNodes[index]?.id);
}

function placeOf(node: NodeState): Exclude<keyof RunSummary["counts"], "total"> | null {
  switch (node.status) {
    case "succeeded":
    case "failed":
    case "skipped":
    case "waiting":
      return node.status;
    case "running":
    case "retrying":
      return "running";
    case "idle":
    case "queued":
    case "cancelled":
      return null;
  }
}

function withNames(ids: readonly string[], nodes: readonly { id: string; name: string }[]) {
  if (ids.length === 0) return [];
  const wanted = new Set(ids);
  const names = new Map(nodes.filter((node) => wanted.has(node.id)).map((node) => [node.id, node.name]));
  return ids.map((id) => ({ id, name: names.get(id) ?? id }));
}
