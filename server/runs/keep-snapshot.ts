import { parseStreamName } from "#lib/contract/stream-name";
import type { Database } from "#server/db/database";
import { createRunStates, storeSnapshot } from "./run-states.ts";

/** Before a run's stream is trimmed, its folded state is kept: what goes can then no longer be folded (rule S7). */
export function createSnapshotKeeper(db: Database): (stream: string) => Promise<void> {
  return async (stream) => {
    const name = parseStreamName(stream);
    if (name?.kind !== "run") return;
    await storeSnapshot(db, name.id, await createRunStates().read(db, name.id));
  };
}
