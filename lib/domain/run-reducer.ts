import type { RunEntry } from "#lib/contract/entry";
import { limits } from "#lib/contract/limits";
import { isFinalRunStatus, type NodeStatus } from "#lib/contract/run";
import { type ExecutionState, idleExecutionState, idleNodeState, type NodeState, type RunState } from "./run-state.ts";

/**
 * Folds consecutive entries of one run's stream into its state (rule S11). Pure: the state given is not changed,
 * and nodes that no entry names keep their identity, so that a view can compare by reference.
 * Entries at or below `state.offset` are passed over; a gap throws, since order is the reader's duty (rule S5).
 * A finished run, and a finished node or item, absorb what comes later (rule S12); only costs and logs still count.
 */
export function foldRun(state: RunState, entries: readonly RunEntry[]): RunState {
  const fresh = entries.filter((entry) => entry.offset > state.offset);
  if (fresh.length === 0) return state;
  const next: Draft = { ...state, nodes: { ...state.nodes } };
  for (const entry of fresh) {
    if (entry.offset !== next.offset + 1) {
      throw new Error(`run fold met a gap: entry ${entry.offset} after ${next.offset} of ${entry.stream}`);
    }
    applyEntry(next, entry);
    next.offset = entry.offset;
  }
  return next;
}

type Draft = Omit<RunState, "nodes"> & { nodes: Record<string, NodeState> };

function applyEntry(draft: Draft, entry: RunEntry): void {
  switch (entry.type) {
    case "run.cost.recorded":
      return recordCost(draft, entry.data);
    case "run.node.log":
      return appendLog(draft, entry.data, entry.time);
    default:
      if (!isFinalRunStatus(draft.status)) applyTransition(draft, entry);
  }
}

type Transition = Exclude<RunEntry, { type: "run.cost.recorded" | "run.node.log" }>;

function applyTransition(draft: Draft, entry: Transition): void {
  const { time } = entry;
  switch (entry.type) {
    case "run.queued":
      draft.trigger = entry.data.trigger;
      draft.queuedAt = time;
      draft.input = entry.data.input ?? null;
      return;
    case "run.started":
      draft.status = "running";
      draft.startedAt ??= time;
      return;
    case "run.paused":
      draft.status = "paused";
      return;
    case "run.resumed":
      draft.status = "running";
      return;
    case "run.finished":
      draft.status = entry.data.status;
      draft.finishedAt = time;
      draft.error = entry.data.error ?? null;
      draft.output = entry.data.output ?? null;
      cancelUnfinished(draft, time);
      return;
    case "run.node.queued":
      return update(draft, entry.data, () => ({ status: "queued", queuedAt: time }));
    case "run.node.started": {
      const { attempt, input, items, simulated } = entry.data;
      return update(
        draft,
        entry.data,
        (was) => ({
          status: "running",
          attempt,
          startedAt: was.startedAt ?? time,
          input: input ?? was.input,
          error: null,
        }),
        (was) => ({ itemsTotal: items ?? was.itemsTotal, simulated: simulated ?? was.simulated }),
      );
    }
    case "run.node.retrying": {
      const { attempt, error, retryAt } = entry.data;
      return update(
        draft,
        entry.data,
        () => ({ status: "retrying", attempt, error }),
        (was) => ({ retries: was.retries + 1, retryAt }),
      );
    }
    case "run.node.waiting": {
      const { reason, prompt, until, childRunId } = entry.data;
      const waiting = {
        reason,
        ...(prompt !== undefined && { prompt }),
        ...(until !== undefined && { until }),
        ...(childRunId !== undefined && { childRunId }),
      };
      return update(
        draft,
        entry.data,
        () => ({ status: "waiting" }),
        () => ({ waiting }),
      );
    }
    case "run.node.succeeded": {
      const { output, handles, durationMs } = entry.data;
      return update(
        draft,
        entry.data,
        (was) => ({ ...ending("succeeded", was, time, durationMs), output: output ?? null, error: null }),
        () => ({ handles: handles ?? null }),
      );
    }
    case "run.node.failed":
      return update(
        draft,
        entry.data,
        (was) => ({ ...ending("failed", was, time, entry.data.durationMs), error: entry.data.error }),
        () => ({ handles: entry.data.handles ?? [] }),
      );
    case "run.node.skipped":
      return update(draft, entry.data, () => ({ status: "skipped", finishedAt: time }));
    default:
      // Every type of the catalogue is handled above; one of a newer server's is passed over.
      entry satisfies never;
  }
}

function ending(status: NodeStatus, was: ExecutionState, time: string, durationMs: number | undefined) {
  const measured = was.startedAt === null ? null : Math.max(0, Date.parse(time) - Date.parse(was.startedAt));
  return { status, finishedAt: time, durationMs: durationMs ?? measured };
}

const finalStatuses: readonly NodeStatus[] = ["succeeded", "failed", "skipped", "cancelled"];

/** True where nothing changes the node, or the item, any more. */
export function isFinalNodeStatus(status: NodeStatus): boolean {
  return finalStatuses.includes(status);
}

/** Changes the execution that an event is about: the node's own, or one item's with the node as their sum. */
function update(
  draft: Draft,
  at: { nodeId: string; item?: number | undefined },
  change: (was: ExecutionState) => Partial<ExecutionState>,
  note: (was: NodeState) => Partial<NodeState> = () => ({}),
): void {
  const node = draft.nodes[at.nodeId] ?? idleNodeState;
  if (at.item === undefined) {
    if (isFinalNodeStatus(node.status) && node.items === null) return;
    const changed = { ...node, ...change(node) };
    draft.nodes[at.nodeId] = { ...changed, waiting: null, ...note(node) };
    return;
  }
  const was = node.items?.[at.item] ?? idleExecutionState;
  if (isFinalNodeStatus(was.status)) return;
  const latest = { ...was, ...change(was) };
  const items = { ...node.items, [at.item]: latest };
  draft.nodes[at.nodeId] = sumItems({ ...node, items, ...note(node) }, latest);
}

/** A node in a loop shows what most needs to be seen among its items: waiting, then working, then how they ended. */
function sumItems(node: NodeState, latest: ExecutionState): NodeState {
  const items = Object.values(node.items ?? {});
  const has = (status: NodeStatus) => items.some((each) => each.status === status);
  const order: NodeStatus[] = ["waiting", "running", "retrying", "queued", "failed", "succeeded", "skipped"];
  const status = order.find(has) ?? latest.status;
  return {
    ...node,
    status,
    waiting: status === "waiting" ? node.waiting : null,
    attempt: latest.attempt,
    queuedAt: node.queuedAt ?? latest.queuedAt,
    startedAt: node.startedAt ?? latest.startedAt,
    finishedAt: isFinalNodeStatus(status) ? latest.finishedAt : null,
    durationMs: items.reduce<number | null>((sum, { durationMs }) => addNullable(sum, durationMs), null),
    input: latest.input ?? node.input,
    output: latest.output ?? node.output,
    error: items.find((each) => each.error !== null)?.error ?? null,
  };
}

function addNullable(a: number | null, b: number | null): number | null {
  return b === null ? a : (a ?? 0) + b;
}

/** Facts that count even where the status no longer changes. */
function annotate(draft: Draft, nodeId: string, change: (was: NodeState) => Partial<NodeState>): void {
  const node = draft.nodes[nodeId] ?? idleNodeState;
  draft.nodes[nodeId] = { ...node, ...change(node) };
}

function recordCost(draft: Draft, data: Extract<RunEntry, { type: "run.cost.recorded" }>["data"]): void {
  annotate(draft, data.nodeId, (was) => ({
    cost: { micros: addMicros(was.cost?.micros ?? 0, data.cost.micros), currency: data.cost.currency },
    tokens: {
      input: (was.tokens?.input ?? 0) + (data.inputTokens ?? 0),
      output: (was.tokens?.output ?? 0) + (data.outputTokens ?? 0),
    },
  }));
  draft.cost = { micros: addMicros(draft.cost.micros, data.cost.micros), currency: data.cost.currency };
}

/** Stays within what a number counts exactly and the run's row can hold, whatever a sender claims to have spent. */
function addMicros(a: number, b: number): number {
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, a + b));
}

function appendLog(draft: Draft, data: Extract<RunEntry, { type: "run.node.log" }>["data"], time: string): void {
  const line = { time, level: data.level, message: data.message, item: data.item ?? null };
  annotate(draft, data.nodeId, (was) => ({ logs: [...was.logs, line].slice(-limits.nodeLogLines) }));
}

function cancelUnfinished(draft: Draft, time: string): void {
  for (const [nodeId, node] of Object.entries(draft.nodes)) {
    if (isFinalNodeStatus(node.status) || node.status === "idle") continue;
    const items = node.items === null ? null : mapValues(node.items, (each) => cancelled(each, time));
    draft.nodes[nodeId] = { ...node, ...cancelled(node, time), items, waiting: null, retryAt: null };
  }
}

function cancelled(execution: ExecutionState, time: string): ExecutionState {
  if (isFinalNodeStatus(execution.status)) return execution;
  return { ...execution, ...ending("cancelled", execution, time, undefined) };
}

function mapValues<T>(record: Readonly<Record<number, T>>, change: (value: T) => T): Record<number, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
