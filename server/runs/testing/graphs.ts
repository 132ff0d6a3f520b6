import type { Graph, GraphNode } from "#lib/contract/graph";

/** A node with its kind and settings. */
export function node(id: string, kind: string, settings: Record<string, unknown> = {}): GraphNode {
  return { id, kind, name: id, position: { x: 0, y: 0 }, settings };
}

export const manual = node("go", "manual-trigger");

/** A transform with this expression. */
export function transform(id: string, expression = "$input", settings: Record<string, unknown> = {}): GraphNode {
  return node(id, "transform", { expression, ...settings });
}

/** Edges as `source target handle?` triples. */
export function graphOf(nodes: GraphNode[], edges: [string, string, string?][]): Graph {
  return {
    nodes,
    edges: edges.map(([source, target, handle], at) => ({
      id: `e${at}`,
      source,
      target,
      ...(handle !== undefined && { sourceHandle: handle }),
    })),
    notes: [],
    groups: [],
  };
}
