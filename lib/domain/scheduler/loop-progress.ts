import type { IndexedNode } from "../graph/graph-index.ts";
import { type Execution, hasEnded, isUnhandledFailure } from "./execution.ts";

export interface LoopProgress {
  /** Items that may start now, in order. */
  start: number[];
  /** True where every item has ended. */
  done: boolean;
  failedItems: number[];
}

/**
 * How far a loop is. Items start in order, at most `concurrency` at once; an item has ended when every node of the
 * body has ended for it. One failed item stops neither the others nor those still to start.
 */
export function nextItems(
  body: NonNullable<IndexedNode["body"]>,
  items: { total: number; concurrency: number },
  at: (nodeId: string, item: number) => Execution | undefined,
): LoopProgress {
  const failedItems: number[] = [];
  const start: number[] = [];
  let working = 0;
  let ended = 0;
  for (let item = 0; item < items.total; item += 1) {
    const state = itemState(body.nodes, item, at);
    if (state === "new" && working < items.concurrency) {
      start.push(item);
      working += 1;
    } else if (state === "new") break;
    else if (state === "working") working += 1;
    else ended += 1;
    if (state === "failed") failedItems.push(item);
  }
  return { start, done: ended === items.total, failedItems };
}

function itemState(
  nodes: readonly string[],
  item: number,
  at: (nodeId: string, item: number) => Execution | undefined,
): "new" | "working" | "ended" | "failed" {
  if (nodes.length === 0) return "ended";
  let known = 0;
  let open = 0;
  let failed = false;
  for (const nodeId of nodes) {
    const execution = at(nodeId, item);
    if (execution !== undefined) known += 1;
    if (execution === undefined || !hasEnded(execution)) open += 1;
    else if (isUnhandledFailure(execution)) failed = true;
  }
  if (known === 0) return "new";
  if (open > 0) return "working";
  return failed ? "failed" : "ended";
}
