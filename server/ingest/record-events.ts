import type { Refusal } from "#lib/contract/problem";
import { streamName } from "#lib/contract/stream-name";
import { ownerStream } from "#lib/domain/owner-stream";
import { isAnnounced } from "#lib/domain/run-projection";
import { emptyRunState } from "#lib/domain/run-state";
import type { StreamLog, StreamTransaction } from "#server/streams/stream-log";
import { advanceRun } from "./advance-run.ts";
import type { CheckedEvent } from "./checked-event.ts";
import { eventKey, findKnownIds, loadGraph, loadRun } from "./load-run.ts";
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
      for (const [runId, { run, newIds }] of folded) memory.keep(runId, run, newIds);
      return outcomes;
    } catch (error) {
      if (!(error instanceof RunTaken) || attempt === 3) throw error;
    }
  }
}

interface Recorded {
  outcomes: Outcome[];
  folded: Map<string, { run: RememberedRun; newIds: string[] }>;
}

async function record(tx: StreamTransaction, memory: RunMemory, events: readonly CheckedEvent[]): Promise<Recorded> {
  const runs = byRun(events);
  const rows = await lockRunRows(tx.db, [...runs.keys()].sort());
  const remembered = await recall(tx, memory, rows);
  const known = await findKnown(tx, runs, rows, remembered);
  const recorded: Recorded = { outcomes: [], folded: new Map() };
  const inserts: RunWrite[] = [];
  const updates: RunWrite[] = [];

  for (const [runId, mine] of runs) {
    const existing = rows.get(runId) ?? null;
    const row = existing ?? newRunRow(mine[0]);
    const recalled = remembered.get(runId) ?? null;
    const isKnown = (id: string) => recalled?.entryIds?.has(id) ?? known.has(eventKey(streamName("run", runId), id));
    const fresh = sortOut(mine, row, isKnown, recorded.outcomes);
    if (fresh.length === 0) continue;

    const run = existing === null ? unknownRun() : (recalled ?? (await loadRun(tx.db, row)));
    const advanced = await advanceRun({ row, run }, fresh, () => loadGraph(tx.db, row));
    for (const { event, refusal } of advanced.refused) recorded.outcomes[event.index] = { kind: "rejected", refusal };
    if (advanced.stored.length === 0) continue;

    tx.appendNew(...advanced.stored.map(({ prepared }) => prepared));
    recorded.folded.set(runId, { run: advanced.run, newIds: advanced.stored.map(({ prepared }) => prepared.id) });
    if (advanced.write === null) continue;
    (existing === null ? inserts : updates).push(advanced.write);
    if (existing === null || isAnnounced(row, advanced.write.row)) announce(tx, advanced.write.row);
  }

  const inserted = await insertRunRows(tx.db, inserts);
  if (inserted.size < inserts.length) throw new RunTaken("a run was made by another replica in the same moment");
  await updateRunRows(tx.db, updates);
  return recorded;
}

/** What is remembered of the runs and still true: their rows are locked, so nobody appends while we look. */
async function recall(
  tx: StreamTransaction,
  memory: RunMemory,
  rows: ReadonlyMap<string, RunRow>,
): Promise<Map<string, RememberedRun>> {
  const heads = await tx.lockHeads([...rows.keys()].map((runId) => streamName("run", runId)));
  const remembered = new Map<string, RememberedRun>();
  for (const runId of rows.keys()) {
    const run = memory.at(runId, heads.get(streamName("run", runId)) ?? 0);
    if (run !== null) remembered.set(runId, run);
  }
  return remembered;
}

/** Asks the database which ids are there already, for runs that exist and whose ids are not all remembered. */
function findKnown(
  tx: StreamTransaction,
  runs: ReadonlyMap<string, readonly PlacedEvent[]>,
  rows: ReadonlyMap<string, RunRow>,
  remembered: ReadonlyMap<string, RememberedRun>,
): Promise<Set<string>> {
  const asked = [...runs].filter(([runId]) => rows.has(runId) && (remembered.get(runId)?.entryIds ?? null) === null);
  const ids = asked.flatMap(([runId, events]) => events.map(({ prepared }) => ({ runId, id: prepared.id })));
  return findKnownIds(tx.db, ids);
}

function unknownRun(): RememberedRun {
  return { state: emptyRunState, nodes: [], nodeIds: new Set(), entryIds: new Set() };
}

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
function sortOut(
  events: readonly PlacedEvent[],
  row: RunRow,
  isKnown: (id: string) => boolean,
  outcomes: Outcome[],
): PlacedEvent[] {
  const seen = new Set<string>();
  return events.filter((event) => {
    const refusal = refuseForRun(event, row);
    if (refusal !== null) {
      outcomes[event.index] = { kind: "rejected", refusal };
      return false;
    }
    const { id } = event.prepared;
    const isDuplicate = seen.has(id) || isKnown(id);
    seen.add(id);
    outcomes[event.index] = { kind: isDuplicate ? "duplicate" : "accepted" };
    return !isDuplicate;
  });
}

function announce(tx: StreamTransaction, row: RunRow): void {
  tx.append(ownerStream(row), {
    type: "run.updated",
    data: { run: toRunSummary(row) },
    source: `/orgs/${row.orgId}/runs/${row.id}`,
    subject: `run/${row.id}`,
  });
}
