import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { RunEntry } from "#lib/contract/entry";
import type { Graph } from "#lib/contract/graph";
import { streamName } from "#lib/contract/stream-name";
import { foldRun } from "#lib/domain/run-reducer";
import { emptyRunState, type RunState } from "#lib/domain/run-state";
import type { Transaction } from "#server/db/database";
import { bigintColumn, queryRows } from "#server/db/query-rows";
import { runSnapshots, runs, workflowVersions } from "#server/db/schema";
import { readEntries } from "#server/streams/read-entries";
import type { RememberedRun } from "./run-memory.ts";
import type { RunRow } from "./run-row.ts";

const pageEntries = 1_000;

/** A run's fold at the head of its stream, from the newest snapshot and the log. */
export async function loadRun(tx: Transaction, row: RunRow): Promise<RememberedRun> {
  const graph = await loadGraph(tx, row);
  return remember(await loadState(tx, row.id), graph);
}

export function remember(state: RunState, graph: Pick<Graph, "nodes">): RememberedRun {
  const nodes = graph.nodes.map(({ id, name }) => ({ id, name }));
  return { state, nodes, nodeIds: new Set(nodes.map(({ id }) => id)) };
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

const headOrIdRow = z.object({ stream: z.string(), head: bigintColumn.nullable(), id: z.string().nullable() });

/** The heads of the runs' streams, and which of the ids they hold already. The runs' rows must be locked. */
export async function readHeadsAndIds(
  tx: Transaction,
  events: readonly { runId: string; id: string }[],
): Promise<{ heads: Map<string, number>; known: Set<string> }> {
  const pairs = events.map(({ runId, id }) => ({ s: streamName("run", runId), i: id }));
  const rows = await queryRows(
    tx,
    headOrIdRow,
    sql`with wanted as materialized (
          select s, i from json_to_recordset(${JSON.stringify(pairs)}::text::json) as row (s text, i text))
        select stream, head, null as id from streams where stream in (select s from wanted)
        union all
        select s as stream, null as head, i as id from wanted
        where (select true from stream_entries entry where entry.stream = s and entry.id = i)`,
  );
  const heads = new Map<string, number>();
  const known = new Set<string>();
  for (const { stream, head, id } of rows) {
    if (head !== null) heads.set(stream, head);
    if (id !== null) known.add(eventKey(stream, id));
  }
  return { heads, known };
}

/** A stream's name holds no space, so that two different pairs never make the same key. */
export function eventKey(stream: string, id: string): string {
  return `${stream} ${id}`;
}
