import type { RunState } from "#lib/domain/run-state";

/** What is remembered of a run between two requests: its fold, and the names of its graph's nodes. */
export interface RememberedRun {
  state: RunState;
  nodes: readonly { id: string; name: string }[];
  nodeIds: ReadonlySet<string>;
  /** The ids of all entries of its stream, where they are known: then a duplicate is found without a query. */
  entryIds: Set<string> | null;
}

/** Runs that are likely to get more events; a forgotten one is folded from the log again. */
const rememberedRuns = 300;
/** Ids over all runs, about 50 MB; a run that has more than its share is asked about in the database instead. */
const rememberedIds = 500_000;
const idsOfOneRun = 100_000;

/**
 * Folds that this process has made, so that an event costs its own fold and not its run's. Whoever takes one out
 * names the stream's head: another replica may have appended since, and then the memory is of no use.
 */
export interface RunMemory {
  at(runId: string, head: number): RememberedRun | null;
  /** Call it after the commit only. The new entries' ids join the run's. */
  keep(runId: string, run: RememberedRun, newIds: readonly string[]): void;
}

/** Keeps the runs that were used last, within a bound on runs and on the ids of their entries. */
export function createRunMemory(): RunMemory {
  // A map remembers the order of insertion: the first is the one that was used the longest time ago.
  const runs = new Map<string, RememberedRun>();
  let ids = 0;

  function forget(runId: string): void {
    ids -= runs.get(runId)?.entryIds?.size ?? 0;
    runs.delete(runId);
  }

  return {
    at(runId, head) {
      const run = runs.get(runId);
      return run?.state.offset === head ? run : null;
    },
    keep(runId, run, newIds) {
      forget(runId);
      for (const id of newIds) run.entryIds?.add(id);
      const isLarge = (run.entryIds?.size ?? 0) > idsOfOneRun;
      const kept = isLarge ? { ...run, entryIds: null } : run;
      runs.set(runId, kept);
      ids += kept.entryIds?.size ?? 0;
      while (runs.size > rememberedRuns || (ids > rememberedIds && runs.size > 1)) {
        const oldest = runs.keys().next();
        if (oldest.done) return;
        forget(oldest.value);
      }
    },
  };
}
