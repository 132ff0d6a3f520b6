import type { FinalRunStatus } from "#lib/contract/run";
import { type GraphIndex, type IndexedEdge, type IndexedNode, isBodyEdge } from "../graph/graph-index.ts";
import { doneHandle } from "../kinds/loop.ts";
import { errorHandle } from "../kinds/node-kind.ts";
import {
  type Execution,
  type Executions,
  executionKey,
  hasEnded,
  isUnhandledFailure,
  type SkipReason,
  takesHandle,
} from "./execution.ts";
import { nextItems } from "./loop-progress.ts";

export interface ExecutionRef {
  nodeId: string;
  item: number | null;
}

/** A loop whose items have all ended, and with it the loop. */
export interface EndedLoop {
  nodeId: string;
  status: "succeeded" | "failed";
  handles: readonly string[];
  total: number;
  /** Items in which a node failed and nothing went on from it. */
  failedItems: readonly number[];
}

/** What follows from what ended. */
export interface Advance {
  /** Nodes whose every edge has been decided and at least one was taken: to be queued. */
  ready: ExecutionRef[];
  skipped: (ExecutionRef & { reason: SkipReason })[];
  loopsEnded: EndedLoop[];
  /** The run's final status, or null while something is still to come. */
  finished: Extract<FinalRunStatus, "succeeded" | "failed"> | null;
}

/**
 * What follows from the executions named in `changed`: those that have ended, and loops that have just learnt their
 * items. Pure; touches only neighbours of what changed. Invariants, held by the property tests: every node ends
 * exactly once, a join waits for all its edges, a skip propagates, and the run ends when nothing is left to do.
 *
 * An edge is decided when its source has ended: taken, not taken, or failed. A node with a failed edge is skipped as
 * `upstream-failed`; with a taken edge it is ready; otherwise it is skipped as its sources were.
 */
export function advance(index: GraphIndex, executions: Executions, changed: readonly ExecutionRef[]): Advance {
  const pass = new Pass(index, executions);
  for (const ref of changed) pass.follow(ref);
  return pass.finish();
}

/** One call's working memory: what it decided lies over the executions that were given. */
class Pass {
  readonly #index: GraphIndex;
  readonly #executions: Executions;
  readonly #decided = new Map<string, Execution>();
  readonly #result: Advance = { ready: [], skipped: [], loopsEnded: [], finished: null };
  readonly #pending: ExecutionRef[] = [];

  constructor(index: GraphIndex, executions: Executions) {
    this.#index = index;
    this.#executions = executions;
  }

  follow(ref: ExecutionRef): void {
    this.#pending.push(ref);
    for (let next = this.#pending.pop(); next !== undefined; next = this.#pending.pop()) this.#followOne(next);
  }

  finish(): Advance {
    if (this.#result.ready.length === 0) this.#result.finished = this.#finalStatus();
    return this.#result;
  }

  #followOne(ref: ExecutionRef): void {
    const indexed = this.#index.nodes.get(ref.nodeId);
    const execution = this.#at(ref.nodeId, ref.item);
    if (indexed === undefined || execution === undefined) return;
    if (!hasEnded(execution)) {
      if (execution.items !== null) this.#continueLoop(indexed, execution);
      return;
    }
    if (indexed.body !== null && execution.items === null) this.#skipBody(indexed, execution);
    for (const edge of indexed.outgoing) {
      if (!isBodyEdge(indexed.node, edge)) this.#decide(edge.target, ref.item);
    }
    if (ref.item !== null && indexed.loop !== null) this.#continueLoopOf(indexed.loop);
  }

  #at(nodeId: string, item: number | null): Execution | undefined {
    const key = executionKey(nodeId, item);
    return this.#decided.get(key) ?? this.#executions.get(key);
  }

  #decide(nodeId: string, item: number | null): void {
    if (this.#at(nodeId, item) !== undefined) return;
    const indexed = this.#index.nodes.get(nodeId);
    if (indexed === undefined) return;
    const edges = indexed.incoming.map((edge) => this.#edgeState(edge, item));
    if (edges.includes("pending")) return;
    if (edges.includes("failed")) return this.#skip(nodeId, item, "upstream-failed");
    if (edges.includes("taken")) return this.#ready(nodeId, item);
    this.#skip(nodeId, item, edges.includes("empty") ? "empty-loop" : "branch-not-taken");
  }

  #edgeState(edge: IndexedEdge, item: number | null): "pending" | "taken" | "untaken" | "failed" | "empty" {
    const source = this.#index.nodes.get(edge.source);
    if (source !== undefined && item !== null && isBodyEdge(source.node, edge)) return "taken";
    const execution = this.#at(edge.source, item);
    if (execution === undefined || !hasEnded(execution)) return "pending";
    if (isUnhandledFailure(execution) || execution.reason === "upstream-failed") return "failed";
    if (execution.reason === "empty-loop") return "empty";
    return takesHandle(execution, edge.handle) ? "taken" : "untaken";
  }

  #ready(nodeId: string, item: number | null): void {
    this.#record({ nodeId, item, status: "queued", handles: null, reason: null, items: null });
    this.#result.ready.push({ nodeId, item });
  }

  #skip(nodeId: string, item: number | null, reason: SkipReason): void {
    this.#record({ nodeId, item, status: "skipped", handles: null, reason, items: null });
    this.#result.skipped.push({ nodeId, item, reason });
    this.#pending.push({ nodeId, item });
  }

  #record(execution: Execution): void {
    this.#decided.set(executionKey(execution.nodeId, execution.item), execution);
  }

  /** A loop that never went through items leaves its body unworked, each node of it once. */
  #skipBody(loop: IndexedNode, execution: Execution): void {
    const reason = bodySkipReason(execution);
    for (const nodeId of loop.body?.nodes ?? []) {
      if (this.#at(nodeId, null) === undefined) this.#skip(nodeId, null, reason);
    }
  }

  #continueLoopOf(loopId: string): void {
    const loop = this.#index.nodes.get(loopId);
    const execution = this.#at(loopId, null);
    if (loop !== undefined && execution !== undefined && !hasEnded(execution)) this.#continueLoop(loop, execution);
  }

  #continueLoop(loop: IndexedNode, execution: Execution): void {
    if (loop.body === null || execution.items === null) return;
    const progress = nextItems(loop.body, execution.items, (nodeId, item) => this.#at(nodeId, item));
    for (const item of progress.start) {
      for (const root of loop.body.roots) this.#decide(root, item);
    }
    if (!progress.done) return;
    const failed = progress.failedItems.length > 0;
    const handled = failed && loop.node.settings.onError === "continue";
    const ended: EndedLoop = {
      nodeId: loop.node.id,
      status: failed ? "failed" : "succeeded",
      handles: failed ? (handled ? [errorHandle] : []) : [doneHandle],
      total: execution.items.total,
      failedItems: progress.failedItems,
    };
    this.#record({ ...execution, status: ended.status, handles: ended.handles });
    this.#result.loopsEnded.push(ended);
    this.#pending.push({ nodeId: ended.nodeId, item: null });
  }

  #finalStatus(): Advance["finished"] {
    const open = this.#index.sinks.some((nodeId) => {
      const execution = this.#at(nodeId, null);
      return execution === undefined || !hasEnded(execution);
    });
    if (open) return null;
    for (const [nodeId, indexed] of this.#index.nodes) {
      if (indexed.loop !== null) continue;
      const execution = this.#at(nodeId, null);
      if (execution !== undefined && isUnhandledFailure(execution)) return "failed";
    }
    return "succeeded";
  }
}

function bodySkipReason(loop: Execution): SkipReason {
  if (loop.status === "succeeded") return "empty-loop";
  if (loop.status === "failed") return "upstream-failed";
  return loop.reason ?? "branch-not-taken";
}
