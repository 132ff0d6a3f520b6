import type { CheckedEvent } from "./checked-event.ts";
import type { RunRow } from "./run-row.ts";

/**
 * The row of a run that its first event makes known: everything that only `run.queued` says has a default. A team's
 * key makes runs of its team; a run of a team's workflow is that team's.
 */
export function newRunRow({ actor, runId, prepared, identity }: CheckedEvent): RunRow {
  const keyTeam = actor.kind === "api-key" ? actor.teamId : null;
  return {
    id: runId,
    orgId: actor.orgId,
    teamId: keyTeam ?? identity?.workflow?.teamId ?? null,
    workflowId: null,
    workflowVersion: null,
    workflowName: runId,
    trigger: { kind: "ingest", by: { id: actor.kind === "api-key" ? actor.keyId : actor.userId, name: actor.name } },
    startedBy: actor.kind === "api-key" ? null : actor.userId,
    queuedAt: prepared.entry.time,
    revision: 0,
    status: "queued",
    startedAt: null,
    finishedAt: null,
    counts: { total: 0, succeeded: 0, failed: 0, skipped: 0, running: 0, waiting: 0 },
    waitingNodes: [],
    costMicros: 0,
    currency: "USD",
    error: null,
  };
}
