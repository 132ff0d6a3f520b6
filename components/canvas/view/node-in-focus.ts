import type { NodeStatus } from "#lib/contract/run";
import type { RunState } from "#lib/domain/run-state";
import type { CanvasGraph } from "../canvas-graph.ts";

/** What asks comes first, then what works, then what went wrong. */
const urgent: readonly NodeStatus[] = ["waiting", "running", "retrying", "failed"];

/**
 * What a person who was called wants to see first: the node that asks, works or failed; else where a run that is over
 * came to its end; else where the workflow starts.
 */
export function nodeInFocus({ nodes }: RunState, graph: Pick<CanvasGraph, "boxes">): string | null {
  const known = [...graph.boxes.keys()];
  for (const status of urgent) {
    const found = known.find((id) => nodes[id]?.status === status);
    if (found !== undefined) return found;
  }
  return lastEnded(known, nodes) ?? leftmost(graph);
}

function lastEnded(known: readonly string[], nodes: RunState["nodes"]): string | null {
  let last: string | null = null;
  let at = "";
  for (const id of known) {
    const node = nodes[id];
    if (node?.status !== "succeeded" || node.finishedAt === null || node.finishedAt < at) continue;
    last = id;
    at = node.finishedAt;
  }
  return last;
}

function leftmost({ boxes }: Pick<CanvasGraph, "boxes">): string | null {
  let first: string | null = null;
  let x = Number.POSITIVE_INFINITY;
  for (const [id, box] of boxes) {
    if (box.x >= x) continue;
    first = id;
    x = box.x;
  }
  return first;
}
