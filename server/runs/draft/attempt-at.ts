import type { GraphNode } from "#lib/contract/graph";

/** An execution whose attempt is at hand. */
export interface AttemptAt {
  node: GraphNode;
  item: number | null;
  attempt: number;
  durationMs?: number;
}
