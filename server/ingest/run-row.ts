import { inArray, sql } from "drizzle-orm";
import type { Graph } from "#lib/contract/graph";
import type { RunSummary, Trigger } from "#lib/contract/run";
import type { RunProjection } from "#lib/domain/run-projection";
import type { Transaction } from "#server/db/database";
import { runs } from "#server/db/schema";

/** A run's row without its large columns: who owns it, what it is, and what lists show. */
export interface RunRow extends RunProjection {
  id: string;
  orgId: string;
  teamId: string | null;
  workflowId: string | null;
  workflowVersion: number | null;
  workflowName: string;
  trigger: Trigger;
  startedBy: string | null;
  /** ISO 8601. */
  queuedAt: string;
  revision: number;
}

/** A row to write; `graph` only where it changed. */
export interface RunWrite {
  row: RunRow;
  graph: Graph | null;
}

/** Locks the rows, in one order everywhere, until the transaction ends. Unknown ids are left out. */
export async function lockRunRows(tx: Transaction, runIds: readonly string[]): Promise<Map<string, RunRow>> {
  const { graph: _graph, input: _input, ...columns } = runColumns;
  const rows = await tx
    .select(columns)
    .from(runs)
    .where(inArray(runs.id, [...runIds]))
    .orderBy(runs.id)
    .for("update");
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...row,
        queuedAt: row.queuedAt.toISOString(),
        startedAt: row.startedAt?.toISOString() ?? null,
        finishedAt: row.finishedAt?.toISOString() ?? null,
      },
    ]),
  );
}

const runColumns = {
  id: runs.id,
  orgId: runs.orgId,
  teamId: runs.teamId,
  workflowId: runs.workflowId,
  workflowVersion: runs.workflowVersion,
  workflowName: runs.workflowName,
  graph: runs.graph,
  input: runs.input,
  status: runs.status,
  trigger: runs.trigger,
  startedBy: runs.startedBy,
  error: runs.error,
  counts: runs.counts,
  waitingNodes: runs.waitingNodes,
  costMicros: runs.costMicros,
  currency: runs.currency,
  revision: runs.revision,
  queuedAt: runs.queuedAt,
  startedAt: runs.startedAt,
  finishedAt: runs.finishedAt,
};

/** Inserts the rows. Answers with the ids that were free: another replica may have been faster. */
export async function insertRunRows(tx: Transaction, writes: readonly RunWrite[]): Promise<Set<string>> {
  if (writes.length === 0) return new Set();
  const values = writes.map(({ row, graph }) => ({ ...toColumns(row), graph }));
  const inserted = await tx.insert(runs).values(values).onConflictDoNothing().returning({ id: runs.id });
  return new Set(inserted.map(({ id }) => id));
}

function toColumns(row: RunRow) {
  return {
    ...row,
    queuedAt: new Date(row.queuedAt),
    startedAt: row.startedAt === null ? null : new Date(row.startedAt),
    finishedAt: row.finishedAt === null ? null : new Date(row.finishedAt),
  };
}

/** Updates locked rows, all in one statement. */
export async function updateRunRows(tx: Transaction, writes: readonly RunWrite[]): Promise<void> {
  if (writes.length === 0) return;
  const rows = writes.map(({ row, graph }) => ({ ...row, graph }));
  await tx.execute(sql`
    update runs set
      status = fresh.status, counts = fresh.counts, waiting_nodes = fresh."waitingNodes", error = fresh.error,
      cost_micros = fresh."costMicros", currency = fresh.currency, revision = fresh.revision,
      queued_at = fresh."queuedAt", started_at = fresh."startedAt", finished_at = fresh."finishedAt",
      workflow_id = fresh."workflowId", workflow_version = fresh."workflowVersion", workflow_name = fresh."workflowName",
      team_id = fresh."teamId", trigger = fresh.trigger, graph = coalesce(fresh.graph, runs.graph)
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as fresh(
      id text, status text, counts json, "waitingNodes" json, error json, "costMicros" bigint, currency text,
      revision int, "queuedAt" timestamptz, "startedAt" timestamptz, "finishedAt" timestamptz, "workflowId" text,
      "workflowVersion" int, "workflowName" text, "teamId" text, trigger json, graph json)
    where runs.id = fresh.id`);
}

/** The row as lists and `run.updated` show it. */
export function toRunSummary(row: RunRow): RunSummary {
  const { id, orgId, teamId, workflowId, workflowName, workflowVersion, trigger, queuedAt, revision } = row;
  const { status, startedAt, finishedAt, counts, waitingNodes, error, costMicros, currency } = row;
  const identity = { id, orgId, teamId, workflowId, workflowName, workflowVersion, trigger, queuedAt, revision };
  return {
    ...identity,
    ...{ status, startedAt, finishedAt, counts, waitingNodes, error },
    cost: { micros: costMicros, currency },
  };
}
