import type { RunSummary, Trigger } from "#lib/contract/run";
import type { GraphIndex } from "#lib/domain/graph/graph-index";
import { emptyRunState } from "#lib/domain/run-state";
import { runs } from "#server/db/schema";
import type { StreamTransaction } from "#server/streams/stream-log";
import { flushDraft } from "./draft/flush-draft.ts";
import type { RunRow } from "./draft/loaded-run.ts";
import { RunDraft } from "./draft/run-draft.ts";
import type { RunJobs } from "./queue/run-jobs.ts";
import { toRunSummary } from "./run-summary.ts";

/** A run that is about to be made, of a version that was found. */
export interface NewRun {
  id: string;
  orgId: string;
  teamId: string | null;
  workflowId: string;
  workflowVersion: number;
  workflowName: string;
  index: GraphIndex;
  trigger: Trigger;
  startedBy: string | null;
  input: unknown;
}

/** Makes a run in the caller's transaction and does with it what it begins with. Its jobs are due at once. */
export async function makeRun(
  tx: StreamTransaction,
  wanted: NewRun,
  { jobs, now }: { jobs: RunJobs; now: Date },
  beginWith: (draft: RunDraft) => Promise<void>,
): Promise<{ summary: RunSummary; draft: RunDraft }> {
  const row = newRow(wanted, now);
  await tx.db.insert(runs).values({ ...row, input: wanted.input ?? null });
  const run = { row, index: wanted.index, executions: new Map(), state: emptyRunState, outputs: new Map() };
  const draft = new RunDraft(run, tx, now);
  await beginWith(draft);
  await flushDraft(draft, jobs);
  return { summary: toRunSummary(draft.run.row), draft };
}

function newRow(wanted: NewRun, now: Date): RunRow {
  const { id, orgId, teamId, workflowId, workflowVersion, workflowName, trigger, startedBy, index } = wanted;
  const total = index.nodes.size;
  return {
    id,
    orgId,
    teamId,
    workflowId,
    workflowVersion,
    workflowName,
    trigger,
    startedBy,
    status: "queued",
    error: null,
    counts: { total, succeeded: 0, failed: 0, skipped: 0, running: 0, waiting: 0 },
    waitingNodes: [],
    costMicros: 0,
    currency: "USD",
    revision: 0,
    queuedAt: now,
    startedAt: null,
    finishedAt: null,
  };
}
