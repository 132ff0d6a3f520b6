import type { StreamLog, StreamTransaction } from "#server/streams/stream-log";
import type { ChildRuns } from "./child-runs/start-child.ts";
import { flushDraft } from "./draft/flush-draft.ts";
import type { LoadedRun } from "./draft/loaded-run.ts";
import { RunDraft } from "./draft/run-draft.ts";
import { loadRun, lockRow } from "./draft/run-store.ts";
import type { GraphIndexes } from "./graph-indexes.ts";
import type { RunJobs } from "./queue/run-jobs.ts";
import type { RunStates } from "./run-states.ts";

/** Changes one run. May run again after a failed transaction: it touches nothing but the draft. */
export type RunCommand<R> = (draft: RunDraft) => Promise<R> | R;

/**
 * The one way to change a run of ours. Commands for one run that arrive while its transaction runs share the next one:
 * the row is locked once, the entries are stored together, and the more a run does at once, the less each step costs.
 */
export interface RunLanes {
  /** Runs the command with the run's row locked. Answers null where there is no such run of ours. */
  submit<R>(runId: string, command: RunCommand<R>): Promise<R | null>;
  close(): Promise<void>;
}

export interface RunLanesDeps {
  log: StreamLog;
  jobs: RunJobs;
  states: RunStates;
  indexes: GraphIndexes;
  children: ChildRuns;
  now: () => Date;
  /** Hears of jobs that were made, after the commit: when the earliest is due. */
  onJobs: (dueAt: Date | null) => void;
  /** Hears of runs that are over, after the commit. */
  onFinished: (runId: string) => void;
}

interface Pending {
  command: RunCommand<unknown>;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

/** Commands in one transaction: enough to share its cost, few enough that none waits long. */
const batchSize = 100;
/** Runs kept in memory between their steps. */
const keptRuns = 200;

/** One lane a run and process; between processes the lock on the row keeps the order. */
export function createRunLanes(deps: RunLanesDeps): RunLanes {
  const lanes = new Map<string, { pending: Pending[]; done: Promise<void> }>();
  const loaded = new Map<string, LoadedRun>();

  function submit<R>(runId: string, command: RunCommand<R>): Promise<R | null> {
    return new Promise<R | null>((resolve, reject) => {
      // The result that goes in comes out: each command is resolved with its own.
      const pending: Pending = { command, resolve: resolve as (result: unknown) => void, reject };
      const lane = lanes.get(runId);
      if (lane !== undefined) lane.pending.push(pending);
      else {
        const queue = [pending];
        lanes.set(runId, { pending: queue, done: drain(runId, queue) });
      }
    });
  }

  async function drain(runId: string, queue: Pending[]): Promise<void> {
    // Commands submitted in the same turn share the first transaction.
    await Promise.resolve();
    while (queue.length > 0) await runBatch(runId, queue.splice(0, batchSize));
    lanes.delete(runId);
  }

  async function runBatch(runId: string, batch: readonly Pending[]): Promise<void> {
    try {
      const results = await transact(runId, batch);
      batch.forEach((pending, index) => {
        pending.resolve(results === null ? null : results[index]);
      });
    } catch (error) {
      loaded.delete(runId);
      const [only] = batch;
      if (batch.length === 1 && only !== undefined) return only.reject(error);
      // One command at fault must not fail the others.
      for (const pending of batch) await runBatch(runId, [pending]);
    }
  }

  async function transact(runId: string, batch: readonly Pending[]): Promise<unknown[] | null> {
    const committed = await deps.log.transaction(async (tx) => {
      const run = await lock(tx, runId);
      if (run === null) return null;
      const draft = new RunDraft(run, tx, deps.now());
      const results: unknown[] = [];
      for (const { command } of batch) {
        results.push(await command(draft));
        await deps.children.start(draft);
      }
      await flushDraft(draft, deps.jobs);
      return { draft, results };
    });
    if (committed === null) return null;
    settle(runId, committed.draft);
    return committed.results;
  }

  async function lock(tx: StreamTransaction, runId: string): Promise<LoadedRun | null> {
    const row = await lockRow(tx.db, runId);
    if (row === null) return null;
    const kept = loaded.get(runId);
    // Another process may have moved the run on; its revision tells.
    if (kept !== undefined && kept.row.revision === row.revision) return kept;
    return loadRun(tx.db, row, deps);
  }

  function settle(runId: string, draft: RunDraft): void {
    loaded.delete(runId);
    deps.states.keep(runId, draft.run.state);
    if (draft.isOver) deps.onFinished(runId);
    else loaded.set(runId, draft.run);
    const oldest = loaded.keys().next();
    if (loaded.size > keptRuns && oldest.done !== true) loaded.delete(oldest.value);
    for (const { startAfter } of [...draft.jobs, ...draft.childJobs]) deps.onJobs(startAfter ?? null);
  }

  return {
    submit,
    close: async () => {
      await Promise.all([...lanes.values()].map(({ done }) => done));
    },
  };
}
