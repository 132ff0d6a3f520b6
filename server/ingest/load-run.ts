import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { RunEntry } from "#lib/contract/entry";
import type { Graph } from "#lib/contract/graph";
import { streamName } from "#lib/contract/stream-name";
import { foldRun } from "#lib/domain/run-reducer";
import { emptyRunState, type RunState } from "#lib/domain/run-state";
import type { Transaction } from "#server/db/database";
import { queryRows } from "#server/db/query-rows";
import { runSnapshots, runs, workflowVersions } from "#server/db/schema";
import { textArray } from "#server/db/sql-arrays";
import { readEntries } from "#server/streams/read-entries";
import type { RememberedRun } from "./run-memory.ts";
import type { RunRow } from "./run-row.ts";

const pageEntries = 1_000;

/** A run's fold at the head of its stream, from the newest snapshot and the log. */
export async function loadRun(tx: Transaction, row: RunRow): Promise<RememberedRun> {
  const graph = await loadGraph(tx, row);
  return remember(await loadState(tx, row.id), graph, null);
}

/** A run as memory keeps it; `entryIds` is null where the ids of its entries are not known. */
export function remember(state: RunState, graph: Pick<Graph, "nodes">, entryIds: Set<string> | null): RememberedRun {
  const nodes = graph.nodes.map(({ id, name }) => ({ id, name }));
  return { state, nodes, nodeIds: new Set(nodes.map(({ id }) => id)), entryIds };
}

async function loadState(tx: Transaction, runId: string): Promise<RunState> {
  const [snapshot] = await tx.select().from(runSnapshots).where(eq(runSnapshots.runId, runId));
  let state = snapshot?.state ?? emptyRunState;
  for (;;) {
    const page = await readEntries(tx, streamName("run", runId), { after: state.offset, limit: pageEntries });
    // What was trimmed is in a snapshot where there is one; otherwise it is lost, and the rest still counts.
    if (state.offset < page.trimmed) state = { ...state, offset: page.trimmed };
    if (page.entries.length === 0) return state;
    // Only events of runs are on a run's stream: the log refuses others.
    state = foldRun(state, page.entries as RunEntry[]);
  }
}

/** The graph that the run is drawn with: its own, or its workflow version's. */
export async function loadGraph(tx: Transaction, row: RunRow): Promise<Graph> {
  const [own] = await tx.select({ graph: runs.graph }).from(runs).where(eq(runs.id, row.id));
  if (own?.graph != null) return own.graph;
  if (row.workflowId !== null && row.workflowVersion !== null) {
    const [version] = await tx
      .select({ graph: workflowVersions.graph })
      .from(workflowVersions)
      .where(and(eq(workflowVersions.workflowId, row.workflowId), eq(workflowVersions.version, row.workflowVersion)));
    if (version !== undefined) return version.graph;
  }
  return { nodes: [], edges: [], notes: [], groups: [] };
}

const knownRow = z.object({ stream: z.string(), id: z.string() });

/** Those of the ids that the runs' streams hold already, as `eventKey`s. The runs' rows must be locked. */
export async function findKnownIds(
  tx: Transaction,
  events: readonly { runId: string; id: string }[],
): Promise<Set<string>> {
  if (events.length === 0) return new Set();
  const names = textArray(events.map(({ runId }) => streamName("run", runId)));
  const ids = textArray(events.map(({ id }) => id));
  // A subquery a row: the planner, which cannot know how many come, might otherwise read the whole table.
  const rows = await queryRows(
    tx,
    knownRow,
    sql`select stream, id from unnest(${names}::text[], ${ids}::text[]) as given (stream, id)
        where (select true from stream_entries entry where entry.stream = given.stream and entry.id = given.id)`,
  );
  return new Set(rows.map(({ stream, id }) => eventKey(stream, id)));
}

/** A stream's name holds no space, so that two different pairs never make the same key. */
export function eventKey(stream: string, id: string): string {
  return `${stream} ${id}`;
}
