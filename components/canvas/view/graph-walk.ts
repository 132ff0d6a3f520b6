import type { Box, CanvasGraph } from "../canvas-graph.ts";

export type WalkStep = "left" | "right" | "up" | "down" | "next" | "previous";

/**
 * The node that a step of the keyboard leads to: left and right along the edges, up and down to the nearest card,
 * next and previous in reading order. Without a node to start from, the first one. Null where there is no further one.
 */
export function walk(graph: CanvasGraph, from: string | null, step: WalkStep): string | null {
  const here = from === null ? undefined : graph.boxes.get(from);
  if (from === null || here === undefined) return readingOrder(graph)[0] ?? null;
  switch (step) {
    case "right":
      return nearest(here, graph, graph.index.nodes.get(from)?.outgoing.map(({ target }) => target) ?? []);
    case "left":
      return nearest(here, graph, graph.index.nodes.get(from)?.incoming.map(({ source }) => source) ?? []);
    case "up":
      return nearest(
        here,
        graph,
        [...graph.boxes].filter(([, box]) => box.y < here.y).map(([id]) => id),
      );
    case "down":
      return nearest(
        here,
        graph,
        [...graph.boxes].filter(([, box]) => box.y > here.y).map(([id]) => id),
      );
    case "next":
      return neighbour(graph, from, 1);
    case "previous":
      return neighbour(graph, from, -1);
  }
}

function neighbour(graph: CanvasGraph, from: string, by: 1 | -1): string | null {
  const order = readingOrder(graph);
  return order[order.indexOf(from) + by] ?? null;
}

/** From left to right as the run goes, and from top to bottom. */
function readingOrder(graph: CanvasGraph): string[] {
  return [...graph.boxes].sort(([, a], [, b]) => a.x - b.x || a.y - b.y).map(([id]) => id);
}

/** The closest card; sideways distance counts double, so that up and down keep to a column. */
function nearest(here: Box, graph: CanvasGraph, ids: readonly string[]): string | null {
  let best: { id: string; distance: number } | null = null;
  for (const id of ids) {
    const box = graph.boxes.get(id);
    if (box === undefined) continue;
    const distance = 2 * Math.abs(box.x - here.x) + Math.abs(box.y - here.y);
    if (best === null || distance < best.distance) best = { id, distance };
  }
  return best?.id ?? null;
}
