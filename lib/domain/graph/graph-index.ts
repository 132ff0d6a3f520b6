import type { Graph, GraphEdge, GraphNode } from "#lib/contract/graph";
import { eachHandle } from "../kinds/loop.ts";
import { mainHandle } from "../kinds/node-kind.ts";
import { kindOf } from "../kinds/registry.ts";

/** An edge with its source handle filled in. */
export interface IndexedEdge {
  id: string;
  source: string;
  handle: string;
  target: string;
}

export interface IndexedNode {
  node: GraphNode;
  incoming: readonly IndexedEdge[];
  outgoing: readonly IndexedEdge[];
  /** The loop whose body the node is in, or null. */
  loop: string | null;
  /** For a loop: the nodes of its body, and among them those that `each` leads to and those nothing follows. */
  body: { nodes: readonly string[]; roots: readonly string[]; leaves: readonly string[] } | null;
}

/** A graph made ready for the scheduler; made once a version and never changed. */
export interface GraphIndex {
  graph: Graph;
  nodes: ReadonlyMap<string, IndexedNode>;
  /** Nodes outside of bodies that nothing follows: when these have ended, the run has. */
  sinks: readonly string[];
  triggers: readonly GraphNode[];
}

/**
 * Indexes a graph in linear time. A loop's body is what is reachable from its handle `each`. The graph was checked
 * by `validateGraph`; edges to nowhere are left out all the same, so that an index never misleads.
 */
export function indexGraph(graph: Graph): GraphIndex {
  const nodes = new Map<string, MutableNode>();
  for (const node of graph.nodes) nodes.set(node.id, { node, incoming: [], outgoing: [], loop: null, body: null });
  for (const edge of graph.edges) {
    const source = nodes.get(edge.source);
    const target = nodes.get(edge.target);
    if (source === undefined || target === undefined) continue;
    const indexed = indexEdge(edge);
    source.outgoing.push(indexed);
    target.incoming.push(indexed);
  }
  for (const loop of nodes.values()) {
    if (loop.node.kind === "loop") markBody(loop, nodes);
  }
  return {
    graph,
    nodes,
    sinks: [...nodes.values()].filter((each) => each.loop === null && leavesScope(each)).map(({ node }) => node.id),
    triggers: graph.nodes.filter((node) => isTrigger(node)),
  };
}

interface MutableNode extends IndexedNode {
  incoming: IndexedEdge[];
  outgoing: IndexedEdge[];
}

function indexEdge(edge: GraphEdge): IndexedEdge {
  return { id: edge.id, source: edge.source, handle: edge.sourceHandle ?? mainHandle, target: edge.target };
}

function markBody(loop: MutableNode, nodes: ReadonlyMap<string, MutableNode>): void {
  const id = loop.node.id;
  const roots = [...new Set(loop.outgoing.filter((edge) => edge.handle === eachHandle).map((edge) => edge.target))];
  const body = reachable(roots, nodes);
  body.delete(id);
  for (const member of body) {
    const indexed = nodes.get(member);
    if (indexed !== undefined) indexed.loop ??= id;
  }
  const members = [...body];
  const leaves = members.filter((member) => nodes.get(member)?.outgoing.length === 0);
  loop.body = { nodes: members, roots, leaves };
}

function reachable(from: readonly string[], nodes: ReadonlyMap<string, MutableNode>): Set<string> {
  const seen = new Set<string>(from);
  const pending = [...from];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    for (const edge of nodes.get(id)?.outgoing ?? []) {
      if (seen.has(edge.target)) continue;
      seen.add(edge.target);
      pending.push(edge.target);
    }
  }
  return seen;
}

/** True where no edge but one into its own body leaves the node. */
function leavesScope(indexed: MutableNode): boolean {
  return indexed.outgoing.every((edge) => isBodyEdge(indexed.node, edge));
}

/** True for an edge that leads from a loop into its body. */
export function isBodyEdge(source: GraphNode, edge: Pick<IndexedEdge, "handle">): boolean {
  return source.kind === "loop" && edge.handle === eachHandle;
}

/** True for a node that sets runs going and takes no input. */
export function isTrigger(node: GraphNode): boolean {
  return kindOf(node.kind)?.category === "trigger";
}
