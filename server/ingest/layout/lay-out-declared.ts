import type { DeclaredGraph, Graph } from "#lib/contract/graph";
import { ok, type Result, refuse } from "#lib/contract/problem";
import type { GraphLayout } from "./graph-layout.ts";

/** A graph with a place for every node. */
export type LaidOutGraph = Graph;

/**
 * Makes a graph of what a run from elsewhere declares: edges get ids, and nodes get places where not all have one.
 * Refuses with `graph-invalid` where two nodes share an id or an edge leads nowhere. A cycle is drawn as it is.
 */
export async function layOutDeclared(declared: DeclaredGraph, layout: GraphLayout): Promise<Result<LaidOutGraph>> {
  const problem = findProblem(declared);
  if (problem !== null) {
    return refuse("graph-invalid", `${problem.field}: ${problem.message}`, { field: problem.field });
  }
  const edges = withIds(declared.edges);
  const isPlaced = declared.nodes.every((node) => node.position !== undefined);
  const places = isPlaced ? new Map() : await layout.place(declared.nodes, edges);
  const nodes = declared.nodes.map((node) => ({
    ...node,
    position: places.get(node.id) ?? node.position ?? { x: 0, y: 0 },
  }));
  return ok({ nodes, edges, notes: [], groups: [] });
}

function findProblem(declared: DeclaredGraph): { field: string; message: string } | null {
  const ids = new Set<string>();
  for (const [index, { id }] of declared.nodes.entries()) {
    if (ids.has(id)) return { field: `data.graph.nodes.${index}.id`, message: `'${id}' is another node's id, too` };
    ids.add(id);
  }
  const edgeIds = new Set<string>();
  for (const [index, edge] of declared.edges.entries()) {
    const field = `data.graph.edges.${index}`;
    for (const end of ["source", "target"] as const) {
      if (!ids.has(edge[end])) return { field: `${field}.${end}`, message: `there is no node '${edge[end]}'` };
    }
    if (edge.id === undefined) continue;
    if (edgeIds.has(edge.id)) return { field: `${field}.id`, message: `'${edge.id}' is another edge's id, too` };
    edgeIds.add(edge.id);
  }
  return null;
}

/** Ids that were given stay; the others count up, past those that are taken. */
function withIds(edges: DeclaredGraph["edges"]): Graph["edges"] {
  const taken = new Set(edges.map((edge) => edge.id));
  let counter = 0;
  const nextId = () => {
    do counter += 1;
    while (taken.has(`e${counter}`));
    return `e${counter}`;
  };
  return edges.map((edge) => ({ ...edge, id: edge.id ?? nextId() }));
}
