import { isDeepStrictEqual } from "node:util";
import type { RunEntry } from "#lib/contract/entry";
import type { Graph } from "#lib/contract/graph";
import { limits } from "#lib/contract/limits";
import { type Refusal, refuse } from "#lib/contract/problem";
import { streamName } from "#lib/contract/stream-name";
import { projectRun } from "#lib/domain/run-projection";
import { foldRun } from "#lib/domain/run-reducer";
import type { CheckedEvent, RunIdentity } from "./checked-event.ts";
import { appendUndeclared } from "./layout/place-in-layers.ts";
import { remember } from "./load-run.ts";
import type { RememberedRun } from "./run-memory.ts";
import type { RunRow, RunWrite } from "./run-row.ts";
import { storable } from "./storable.ts";

export interface Advanced<Event extends CheckedEvent> {
  /** The events to append, in order, and those that the run has no room for. */
  stored: Event[];
  refused: { event: Event; refusal: Refusal }[];
  run: RememberedRun;
  /** Null where nothing that the row shows has changed, such as after a log line. */
  write: RunWrite | null;
}

/**
 * What a run becomes by new events: its fold, its row, and its graph where events declare one or name nodes that are
 * not in it. `loadGraph` is asked only where the graph changes.
 */
export async function advanceRun<Event extends CheckedEvent>(
  { row, run }: { row: RunRow; run: RememberedRun },
  events: readonly Event[],
  loadGraph: () => Promise<Graph>,
): Promise<Advanced<Event>> {
  // A run says once what it is; a second `run.queued` is kept, and changes nothing.
  const isUnnamed = run.state.trigger === null;
  const identity = isUnnamed ? (events.find((event) => event.identity !== null)?.identity ?? null) : null;
  const declared = identity === null ? null : (identity.graph ?? identity.workflow?.graph ?? null);
  const known = declared === null ? run : remember(run.state, declared, run.entryIds);
  const extra = run.nodes.filter(({ id }) => !known.nodeIds.has(id)).map(({ id }) => id);
  const { stored, refused, unknown } = admit(events, known, extra);

  const entries = placed(stored, row.id, run.state.offset);
  const state = foldRun(run.state, entries);
  const graph = await changedGraph({ identity, declared, unknown, isKnown: run.nodes.length > 0 }, loadGraph);
  const next = graph === null ? { ...known, state } : remember(state, graph, run.entryIds);
  const written = { ...row, ...namesOf(identity), ...storable(projectRun(state, next.nodes)) };
  const isChanged = row.revision === 0 || graph !== null || !isDeepStrictEqual(written, row);
  const write = isChanged ? { row: { ...written, revision: row.revision + 1 }, graph: storable(graph) } : null;
  return { stored, refused, run: next, write };
}

/** Takes the events whose nodes the graph has, or has room for. `unknown` are the nodes that it has to get. */
function admit<Event extends CheckedEvent>(events: readonly Event[], known: RememberedRun, extra: readonly string[]) {
  const unknown = new Set(extra);
  const refused: Advanced<Event>["refused"] = [];
  const stored = events.filter((event) => {
    const { nodeId } = event;
    if (nodeId === null || known.nodeIds.has(nodeId) || unknown.has(nodeId)) return true;
    if (known.nodes.length + unknown.size >= limits.graphNodes) {
      const message = `data.nodeId: '${nodeId}' would be one node more than the limit of ${limits.graphNodes}`;
      refused.push({ event, refusal: refuse("too-many", message, { field: "data.nodeId", limit: limits.graphNodes }) });
      return false;
    }
    unknown.add(nodeId);
    return true;
  });
  return { stored, refused, unknown: [...unknown] };
}

/** The entries as the commit will place them: the run's row is locked, and nobody else appends. */
function placed(events: readonly CheckedEvent[], runId: string, head: number): RunEntry[] {
  const stream = streamName("run", runId);
  // Only events of runs come this far, each with its own type's payload.
  return events.map(({ prepared }, index) => ({ ...prepared.entry, stream, offset: head + index + 1 }) as RunEntry);
}

/** The graph to store, or null where the one that is stored stays right. */
async function changedGraph(
  change: { identity: RunIdentity | null; declared: Graph | null; unknown: readonly string[]; isKnown: boolean },
  loadGraph: () => Promise<Graph>,
): Promise<Graph | null> {
  const { identity, declared, unknown, isKnown } = change;
  if (declared === null) return unknown.length === 0 ? null : appendUndeclared(await loadGraph(), unknown);
  // A version's graph is stored with the version, unless the run has nodes beyond it or was drawn before.
  const isOwn = identity?.graph != null || unknown.length > 0 || isKnown;
  return isOwn ? appendUndeclared(declared, unknown) : null;
}

function namesOf(identity: RunIdentity | null): Partial<RunRow> {
  if (identity === null) return {};
  const { workflow, workflowName } = identity;
  const name = storable(workflowName);
  if (workflow === null) return { workflowName: name };
  return { workflowName: name, workflowId: workflow.id, workflowVersion: workflow.version };
}
