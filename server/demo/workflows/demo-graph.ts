import type { Graph, GraphNode } from "#lib/contract/graph";

/** A node of a demo with its place in columns from left to right and rows from top to bottom; rows may be halves. */
export interface DemoNode {
  id: string;
  kind: string;
  name: string;
  at: readonly [column: number, row: number];
  settings?: Record<string, unknown>;
}

/** `source target`, and the source's handle where it has several. */
export type DemoEdge = readonly [source: string, target: string, handle?: string];

export interface DemoWorkflow {
  name: string;
  description: string;
  /** The team's name; null for the whole organization. */
  team: string | null;
  graph: Graph;
}

/** A node takes about 260 by 110 pixels; the rest is room for edges. */
const columnWidth = 340;
const rowHeight = 160;

/** Draws a demo's nodes on a grid. */
export function demoGraph(nodes: readonly DemoNode[], edges: readonly DemoEdge[]): Graph {
  return {
    nodes: nodes.map(place),
    edges: edges.map(([source, target, handle]) => ({
      id: `${source}-${handle ?? "out"}-${target}`,
      source,
      target,
      ...(handle !== undefined && { sourceHandle: handle }),
    })),
    notes: [],
    groups: [],
  };
}

function place({ id, kind, name, at: [column, row], settings = {} }: DemoNode): GraphNode {
  return { id, kind, name, position: { x: column * columnWidth, y: row * rowHeight }, settings };
}
