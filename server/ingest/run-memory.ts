import type { RunState } from "#lib/domain/run-state";

/** What is remembered of a run between two requests: its fold, and the names of its graph's nodes. */
export interface RememberedRun {
  state: RunState;
  nodes: readonly { id: string; name: string }[];
  nodeIds: ReadonlySet<string>;
}

/** Runs that are likely to get more events; a forgotten one is folded from the log again. */
const rememberedRuns = 300;

/**
 * Folds that this process has made, so that an event costs its own fold and not its run's. Whoever takes one out
 * compares its offset with the stream's head: another replica may have appended since.
 */
export interface RunMemory {
  at(runId: string, head: number): RememberedRun | null;
  keep(runId: string, run: RememberedRun): void;
}

export function createRunMemory(): RunMemory {
  // A map remembers the order of insertion: the first is the one that was used the longest time ago.
  const runs = new Map<string, RememberedRun>();
  return {
    at(runId, head) {
      const run = runs.get(runId);
      return run?.state.offset === head ? run : null;
    },
    keep(runId, run) {
      runs.delete(runId);
      runs.set(runId, run);
      const oldest = runs.keys().next();
      if (runs.size > rememberedRuns && !oldest.done) runs.delete(oldest.value);
    },
  };
}
