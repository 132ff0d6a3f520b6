import { and, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import type { SkipReason } from "#lib/domain/scheduler/execution";
import { executionKey } from "#lib/domain/scheduler/execution";
import type { Queryable, Transaction } from "#server/db/database";
import { runExecutions, runs } from "#server/db/schema";
import type { GraphIndexes } from "../graph-indexes.ts";
import type { RunStates } from "../run-states.ts";
import { type ExecutionWrite, type LoadedRun, memoSchema, type RunRow, type StoredExecution } from "./loaded-run.ts";

const { graph: _graph, input: _input, ...columns } = getTableColumns(runs);
/** A run's columns without the large ones. */
export const runColumns = columns;

/** Locks a run's row until the transaction ends. Null where there is none. */
export async function lockRow(db: Transaction, runId: string): Promise<RunRow | null> {
  const [row] = await db.select(runColumns).from(runs).where(eq(runs.id, runId)).for("update");
  return row ?? null;
}

/** Loads a run of ours whose row is locked. Null for a run from elsewhere, which no worker of ours has a part in. */
export async function loadRun(
  db: Transaction,
  row: RunRow,
  { states, indexes }: { states: RunStates; indexes: GraphIndexes },
): Promise<LoadedRun | null> {
  if (row.workflowId === null || row.workflowVersion === null || row.trigger.kind === "ingest") return null;
  const index = await indexes.read(db, row.workflowId, row.workflowVersion);
  if (index === null) throw new Error(`run ${row.id} refers to a version that is not there`);
  const executions = await readExecutions(db, row.id);
  return { row, index, executions, state: await states.read(db, row.id), outputs: new Map() };
}

/** All executions of a run, by `executionKey`, without their values. */
export async function readExecutions(db: Queryable, runId: string): Promise<Map<string, StoredExecution>> {
  const rows = await db
    .select({
      nodeId: runExecutions.nodeId,
      item: runExecutions.item,
      status: runExecutions.status,
      attempt: runExecutions.attempt,
      handles: runExecutions.handles,
      reason: sql<string | null>`${runExecutions.error} ->> 'code'`,
      memo: sql<unknown>`case when ${runExecutions.status} in ('running', 'waiting', 'retrying') then ${runExecutions.output} end`,
    })
    .from(runExecutions)
    .where(eq(runExecutions.runId, runId));
  return new Map(
    rows.map((row) => {
      const item = row.item < 0 ? null : row.item;
      const memo = row.memo === null ? null : memoSchema.parse(row.memo);
      const items = memo?.items === undefined ? null : { total: memo.items.length, concurrency: memo.concurrency ?? 1 };
      // A skipped execution keeps its reason as its error's code.
      const reason = row.status === "skipped" ? (row.reason as SkipReason) : null;
      const { nodeId, status, attempt, handles } = row;
      return [executionKey(nodeId, item), { nodeId, item, status, attempt, handles, reason, items, memo }];
    }),
  );
}

/** Writes what changed in a run's executions, in one statement. */
export async function writeExecutions(
  db: Transaction,
  runId: string,
  writes: readonly ExecutionWrite[],
): Promise<void> {
  if (writes.length === 0) return;
  const rows = writes.map(({ execution, input, output, error, at }) => ({
    n: execution.nodeId,
    i: execution.item ?? -1,
    s: execution.status,
    a: execution.attempt,
    h: execution.handles,
    // JSON as text: as JSON it would be refused for escapes that Postgres cannot hold as text.
    in: input?.json ?? null,
    out: output?.json ?? (execution.memo === null ? null : JSON.stringify(execution.memo)),
    e: execution.reason === null ? (error ?? null) : { code: execution.reason, message: "" },
    at,
  }));
  await db.execute(sql`
    insert into run_executions
      (run_id, node_id, item, status, attempt, handles, input, output, error, queued_at, started_at, finished_at)
    select ${runId}, n, i, s, a,
      case when json_typeof(h) = 'array' then array(select json_array_elements_text(h)) end,
      "in"::json, "out"::json, e, at,
      case when s = 'running' or "in" is not null then at end,
      case when s in ('succeeded', 'failed', 'skipped') then at end
    from json_to_recordset(${JSON.stringify(rows)}::text::json)
      as row (n text, i int, s text, a int, h json, "in" text, "out" text, e jsonb, at timestamptz)
    on conflict (run_id, node_id, item) do update set
      status = excluded.status, attempt = excluded.attempt, handles = excluded.handles,
      input = coalesce(excluded.input, run_executions.input),
      output = excluded.output, error = excluded.error,
      started_at = coalesce(run_executions.started_at, excluded.started_at),
      finished_at = excluded.finished_at`);
}

/** Writes what a draft changes of a run's row; the row is locked. */
export async function writeRow(db: Transaction, row: RunRow): Promise<void> {
  const { id, status, error, counts, waitingNodes, costMicros, currency, revision, startedAt, finishedAt } = row;
  await db
    .update(runs)
    .set({ status, error, counts, waitingNodes, costMicros, currency, revision, startedAt, finishedAt })
    .where(eq(runs.id, id));
}

/** Marks what has not ended as cancelled. */
export async function cancelExecutions(db: Transaction, runId: string, at: Date): Promise<void> {
  const open = inArray(runExecutions.status, ["queued", "running", "retrying", "waiting"]);
  await db
    .update(runExecutions)
    .set({ status: "cancelled", finishedAt: at })
    .where(and(eq(runExecutions.runId, runId), open));
}
