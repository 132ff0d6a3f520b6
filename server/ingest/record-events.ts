import type { Refusal } from "#lib/contract/problem";
import { streamName } from "#lib/contract/stream-name";
import { isAnnounced } from "#lib/domain/run-projection";
import { emptyRunState } from "#lib/domain/run-state";
import type { StreamLog, StreamTransaction } from "#server/streams/stream-log";
import { advanceRun } from "./advance-run.ts";
import type { CheckedEvent } from "./checked-event.ts";
import { eventKey, loadGraph, loadRun, readHeadsAndIds } from "./load-run.ts";
import { newRunRow } from "./new-run-row.ts";
import { refuseForRun } from "./refuse-for-run.ts";
import type { RememberedRun, RunMemory } from "./run-memory.ts";
import { insertRunRows, lockRunRows, type RunRow, type RunWrite, toRunSummary, updateRunRows } from "./run-row.ts";

/** What became of an event. */
export type Outcome = { kind: "accepted" } | { kind: "duplicate" } | { kind: "rejected"; refusal: Refusal };

/** Another replica made a run of ours in the same moment: nothing was stored, and the next try finds its row. */
class RunTaken extends Error {}

/**
 * Stores events of any number of runs in one transaction: appends them, projects each touched run's row once, and
 * announces its status where that changed. The rows are locked first, so that the heads that are read afterwards are
 * the ones that the entries will follow.
 */
export async function recordEvents(
  { log, memory }: { log: Pick<StreamLog, "transaction">; memory: RunMemory },
  events: readonly CheckedEvent[],
): Promise<Outcome[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { outcomes, folded } = await log.transaction((tx) => record(tx, memory, events));
      // Only now: what was rolled back must not be remembered.
      for (const [runId, run] of folded) memory.keep(runId, run);
      return outcomes;
    } catch (error) {
      if (!(error instanceof RunTaken) || attempt === 3) throw error;
    }
  }
}

interface Recorded {
  outcomes: Outcome[];
  folded: Map<string, RememberedRun>;
}

async function record(tx: StreamTransaction, memory: RunMemory, events: readonly CheckedEvent[]): Promise<Recorded> {
  const runIds = [...new Set(events.map(({ runId }) => runId))].sort();
  const rows = await lockRunRows(tx.db, runIds);
  const { heads, known } = await readHeadsAndIds(
    tx.db,
    events.map(({ runId, entry }) => ({ runId, id: entry.id })),
  );
  const recorded: Recorded = { outcomes: [], folded: new Map() };
  const inserts: RunWrite[] = [];
  const updates: RunWrite[] = [];

  for (const [runId, [first, ...others]] of byRun(events)) {
    const existing = rows.get(runId) ?? null;
    const row = existing ?? newRunRow(first);
    const fresh = sortOut([first, ...others], row, known, recorded.outcomes);
    if (fresh.length === 0) continue;

    const stream = streamName("run", runId);
    const run =
      existing === null ? unknownRun : (memory.at(runId, heads.get(stream) ?? 0) ?? (await loadRun(tx.db, row)));
    const advanced = await advanceRun({ row, run }, fresh, () => loadGraph(tx.db, row));
    for (const { event, refusal } of advanced.refused) recorded.outcomes[event.index] = { kind: "rejected", refusal };
    if (advanced.stored.length === 0) continue;

    tx.append(stream, ...advanced.stored.map(({ draft }) => draft));
    recorded.folded.set(runId, advanced.run);
    if (advanced.write === null) continue;
    (existing === null ? inserts : updates).push(advanced.write);
    if (existing === null || isAnnounced(row, advanced.write.row)) announce(tx, advanced.write.row);
  }

  const inserted = await insertRunRows(tx.db, inserts);
  if (inserted.size < inserts.length) throw new RunTaken("a run was made by another replica in the same moment");
  await updateRunRows(tx.db, updates);
  return recorded;
}

const unknownRun: RememberedRun = { state: emptyRunState, nodes: [], nodeIds: new Set() };

/** An event with its place in the call. */
type PlacedEvent = CheckedEvent & { index: number };

function byRun(events: readonly CheckedEvent[]): Map<string, [PlacedEvent, ...PlacedEvent[]]> {
  const runs = new Map<string, [PlacedEvent, ...PlacedEvent[]]>();
  for (const [index, event] of events.entries()) {
    const mine = runs.get(event.runId);
    if (mine === undefined) runs.set(event.runId, [{ ...event, index }]);
    else mine.push({ ...event, index });
  }
  return runs;
}

/** Tells the events that are new to the run from duplicates and from those whose sender may not write to it. */
function sortOut(events: readonly PlacedEvent[], row: RunRow, known: Set<string>, outcomes: Outcome[]): PlacedEvent[] {
  const stream = streamName("run", row.id);
  return events.filter((event) => {
    const refusal = refuseForRun(event.actor, row);
    if (refusal !== null) {
      outcomes[event.index] = { kind: "rejected", refusal };
      return false;
    }
    const key = eventKey(stream, event.entry.id);
    const isDuplicate = known.has(key);
    known.add(key);
    outcomes[event.index] = { kind: isDuplicate ? "duplicate" : "accepted" };
    return !isDuplicate;
  });
}

function announce(tx: StreamTransaction, row: RunRow): void {
  const stream = row.teamId === null ? streamName("org", row.orgId) : streamName("team", row.teamId);
  tx.append(stream, {
    type: "run.updated",
    data: { run: toRunSummary(row) },
    source: `/orgs/${row.orgId}/runs/${row.id}`,
    subject: `run/${row.id}`,
  });
}
