import { eq } from "drizzle-orm";
import type { RunEntry } from "#lib/contract/entry";
import { limits } from "#lib/contract/limits";
import { streamName } from "#lib/contract/stream-name";
import { foldRun } from "#lib/domain/run-reducer";
import { emptyRunState, type RunState } from "#lib/domain/run-state";
import type { Queryable } from "#server/db/database";
import { runSnapshots } from "#server/db/schema";
import { readEntries } from "#server/streams/read-entries";

/** Folded states of runs, at least as far as the log is when asked (rule S8). */
export interface RunStates {
  /** Reads with the connection given, so that a transaction sees what it may and an embedded database cannot lock up. */
  read(db: Queryable, runId: string): Promise<RunState>;
  /** Takes over a state that somebody has folded further. */
  keep(runId: string, state: RunState): void;
}

/** States kept in memory; those of the least lately asked runs go first. */
const keptStates = 200;
/** A stream that grew by so much since its last stored snapshot gets a new one. */
const snapshotEvery = 5_000;

/** Folds on from the state in memory, or from the stored snapshot where the stream was trimmed. */
export function createRunStates(): RunStates {
  const kept = new Map<string, RunState>();

  function keep(runId: string, state: RunState): void {
    const known = kept.get(runId);
    kept.delete(runId);
    kept.set(runId, known !== undefined && known.offset > state.offset ? known : state);
    const oldest = kept.keys().next();
    if (kept.size > keptStates && oldest.done !== true) kept.delete(oldest.value);
  }

  async function read(db: Queryable, runId: string): Promise<RunState> {
    const before = kept.get(runId) ?? emptyRunState;
    let state = before;
    for (;;) {
      const page = await readEntries(db, streamName("run", runId), { after: state.offset, limit: limits.readEntries });
      if (page.trimmed > state.offset) {
        state = await readSnapshot(db, runId, page.trimmed);
        continue;
      }
      // A run's stream carries the catalogue's run events only: the log checks it when appending.
      state = foldRun(state, page.entries as RunEntry[]);
      if (state.offset >= page.head || page.entries.length === 0) break;
    }
    if (state.offset - before.offset >= snapshotEvery) await storeSnapshot(db, runId, state);
    keep(runId, state);
    return state;
  }

  return { read, keep };
}

async function readSnapshot(db: Queryable, runId: string, trimmed: number): Promise<RunState> {
  const [row] = await db.select().from(runSnapshots).where(eq(runSnapshots.runId, runId));
  if (row === undefined || row.offset < trimmed) {
    throw new Error(`the stream of run ${runId} was trimmed to ${trimmed} without a snapshot of what went`);
  }
  return row.state;
}

/** Stores a folded state; whoever trims a run's stream stores one first. */
export async function storeSnapshot(db: Queryable, runId: string, state: RunState): Promise<void> {
  await db
    .insert(runSnapshots)
    .values({ runId, offset: state.offset, state })
    .onConflictDoUpdate({ target: runSnapshots.runId, set: { offset: state.offset, state, createdAt: new Date() } });
}
