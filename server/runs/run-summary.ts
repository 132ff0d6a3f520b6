import type { RunSummary } from "#lib/contract/run";
import type { RunRow } from "./draft/loaded-run.ts";

/** A run's row as lists and `run.updated` show it. */
export function toRunSummary(row: RunRow): RunSummary {
  return {
    id: row.id,
    orgId: row.orgId,
    teamId: row.teamId,
    workflowId: row.workflowId,
    workflowName: row.workflowName,
    workflowVersion: row.workflowVersion,
    status: row.status,
    trigger: row.trigger,
    queuedAt: row.queuedAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    counts: row.counts,
    waitingNodes: row.waitingNodes,
    cost: { micros: row.costMicros, currency: row.currency },
    error: row.error,
    revision: row.revision,
  };
}
