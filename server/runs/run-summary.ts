import type { RunSummary } from "#lib/contract/run";
import { streamName } from "#lib/contract/stream-name";
import type { RunRow } from "./draft/loaded-run.ts";

/** A run's row as lists and `run.updated` show it. */
export function summaryOf(row: RunRow): RunSummary {
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

/** Who hears `run.updated`: the run's team, or the whole organization where it has none. */
export function audienceOf(row: { orgId: string; teamId: string | null }): string {
  return row.teamId === null ? streamName("org", row.orgId) : streamName("team", row.teamId);
}
