import type { Graph, GraphNode, Position } from "#lib/contract/graph";
import { nodeGap, nodeSize } from "#lib/domain/graph/node-size";

const stepX = nodeSize.width + nodeGap.x;
const stepY = nodeSize.height + nodeGap.y;

/** A plain layout without any search for beauty: each node one column right of the last of its sources. */
export function placeInLayers(
  nodes: readonly { id: string }[],
  edges: readonly { source: string; target: string }[],
): Map<string, Position> {
  const targets = new Map<string, string[]>();
  const open = new Map(nodes.map(({ id }) => [id, 0]));
  for (const { source, target } of edges) {
    targets.set(source, [...(targets.get(source) ?? []), target]);
    open.set(target, (open.get(target) ?? 0) + 1);
  }
  const columns = new Map<string, number>();
  const ready = nodes.filter(({ id }) => open.get(id) === 0).map(({ id }) => id);
  for (const id of ready) {
    const column = columns.get(id) ?? 0;
    columns.set(id, column);
    for (const target of targets.get(id) ?? []) {
      columns.set(target, Math.max(columns.get(target) ?? 0, column + 1));
      const left = (open.get(target) ?? 1) - 1;
      open.set(target, left);
      if (left === 0) ready.push(target);
    }
  }
  const rows = new Map<number, number>();
  return new Map(
    nodes.map(({ id }) => {
      // What is in a cycle, or behind one, has no column of its own.
      const column = columns.get(id) ?? 0;
      const row = rows.get(column) ?? 0;
      rows.set(column, row + 1);
      return [id, { x: column * stepX, y: row * stepY }];
    }),
  );
}

/** Nodes in a row of those that no graph declared. */
const undeclaredInRow = 6;

/** Adds nodes that only events named: in rows below all that was declared, in the order in which they turned up. */
export function appendUndeclared(graph: Graph, ids: readonly string[]): Graph {
  const declared = graph.nodes.filter((node) => !isUndeclared(node));
  const already = graph.nodes.length - declared.length;
  const top = declared.reduce((bottom, { position }) => Math.max(bottom, position.y + stepY), 0);
  const added = ids.map((id, index): GraphNode => {
    const place = already + index;
    const position = { x: (place % undeclaredInRow) * stepX, y: top + Math.floor(place / undeclaredInRow) * stepY };
    return { id, kind: "task", name: id, position, settings: { undeclared: true } };
  });
  return { ...graph, nodes: [...graph.nodes, ...added] };
}

function isUndeclared(node: GraphNode): boolean {
  return node.settings.undeclared === true;
}
