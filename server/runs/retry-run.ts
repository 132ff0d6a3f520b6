import { eq, sql } from "drizzle-orm";
import { ok, type Result, refuse } from "#lib/contract/problem";
import type { RunSummary } from "#lib/contract/run";
import type { Actor } from "#lib/domain/actor";
import type { GraphIndex } from "#lib/domain/graph/graph-index";
import { personOf } from "#server/access/access";
import { runs } from "#server/db/schema";
import { newId } from "#server/ids";
import type { StreamLog } from "#server/streams/stream-log";
import { startOf } from "./child-runs/start-child.ts";
import type { RunRow, StoredExecution } from "./draft/loaded-run.ts";
import type { RunDraft } from "./draft/run-draft.ts";
import { readExecutions } from "./draft/run-store.ts";
import type { GraphIndexes } from "./graph-indexes.ts";
import { makeRun } from "./new-run.ts";
import type { RunJobs } from "./queue/run-jobs.ts";
import type { RunStates } from "./run-states.ts";
import { announceQueued, begin } from "./transitions/begin.ts";
import { follow } from "./transitions/follow.ts";
import { retold } from "./transitions/retold.ts";

export interface RetryDeps {
  log: StreamLog;
  jobs: RunJobs;
  indexes: GraphIndexes;
  states: RunStates;
  now: () => Date;
}

/**
 * Runs a version again with the same input. From a node on, everything that neither is nor follows that node and has
 * ended well is taken over as it was; within a loop, the loop starts anew.
 */
export async function retryRun(
  deps: RetryDeps,
  actor: Actor,
  row: RunRow,
  fromNodeId: string | undefined,
): Promise<Result<RunSummary>> {
  const { log, jobs, indexes, states, now } = deps;
  const { workflowId, workflowVersion } = row;
  if (workflowId === null || workflowVersion === null || row.trigger.kind === "ingest") {
    return refuse("conflict", "A run from elsewhere can be retried only where it came from.");
  }
  return log.transaction(async (tx) => {
    const index = await indexes.read(tx.db, workflowId, workflowVersion);
    if (index === null) return refuse("not-found", "The version of this run is no longer there.");
    const from = fromNodeId === undefined ? undefined : scopeNode(index, fromNodeId);
    if (fromNodeId !== undefined && from === undefined) {
      return refuse("invalid-input", `fromNodeId: the run has no node '${fromNodeId}'`, { field: "fromNodeId" });
    }
    const [large] = await tx.db.select({ input: runs.input }).from(runs).where(eq(runs.id, row.id));
    const input = large?.input ?? null;
    const before = await readExecutions(tx.db, row.id);
    const start = index.triggers.find(({ id }) => before.get(id)?.status === "succeeded") ?? startOf(index.triggers);
    if (start === undefined) return refuse("conflict", "The version of this run has no trigger.");
    const by = personOf(actor);
    const wanted = {
      id: newId("run"),
      orgId: row.orgId,
      teamId: row.teamId,
      workflowId,
      workflowVersion,
      workflowName: row.workflowName,
      index,
      trigger: { kind: "retry" as const, by, runId: row.id },
      startedBy: by.id,
      input,
    };
    const { summary } = await makeRun(tx, wanted, { jobs, now: now() }, async (draft) => {
      if (from === undefined || index.triggers.some(({ id }) => id === from)) return begin(draft, start.id, input);
      const kept = keptExecutions(index, before, from);
      await takeOver(draft, row.id, kept);
      announceQueued(draft, JSON.stringify(input));
      retold(draft, kept, await states.read(tx.db, row.id));
      await follow(draft, kept);
    });
    return ok(summary);
  });
}

/** The node to start from: within a loop's body, the loop. */
function scopeNode(index: GraphIndex, nodeId: string): string | undefined {
  const found = index.nodes.get(nodeId);
  return found === undefined ? undefined : (found.loop ?? nodeId);
}

function keptExecutions(
  index: GraphIndex,
  before: ReadonlyMap<string, StoredExecution>,
  from: string,
): StoredExecution[] {
  const again = new Set([from]);
  const pending = [from];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    for (const { target } of index.nodes.get(id)?.outgoing ?? []) {
      if (again.has(target)) continue;
      again.add(target);
      pending.push(target);
    }
  }
  const endedWell = ({ status, reason, handles }: StoredExecution) =>
    status === "succeeded" ||
    (status === "skipped" && reason !== "upstream-failed") ||
    (status === "failed" && (handles?.length ?? 0) > 0);
  const kept = [...before.values()].filter((each) => !again.has(each.nodeId) && endedWell(each));
  // Items of a loop that itself did not end well are done again with it.
  const whole = new Set(kept.filter(({ item }) => item === null).map(({ nodeId }) => nodeId));
  return kept.filter(({ nodeId, item }) => item === null || whole.has(index.nodes.get(nodeId)?.loop ?? nodeId));
}

/** Copies rows within the database, so that large values never pass through here. */
async function takeOver(draft: RunDraft, fromRunId: string, kept: readonly StoredExecution[]): Promise<void> {
  const keys = kept.map(({ nodeId, item }) => ({ n: nodeId, i: item ?? -1 }));
  await draft.tx.db.execute(sql`
    insert into run_executions
      (run_id, node_id, item, status, attempt, handles, input, output, error, queued_at, started_at, finished_at)
    select ${draft.run.row.id}, e.node_id, e.item, e.status, e.attempt, e.handles, e.input, e.output, e.error,
      e.queued_at, e.started_at, e.finished_at
    from json_to_recordset(${JSON.stringify(keys)}::text::json) as wanted (n text, i int)
    join run_executions e on e.run_id = ${fromRunId} and e.node_id = wanted.n and e.item = wanted.i`);
  for (const execution of kept) draft.keep(execution);
}
