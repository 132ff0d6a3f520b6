import type { Graph, GraphNode } from "#lib/contract/graph";
import { limits } from "#lib/contract/limits";
import { mainHandle } from "../../kinds/node-kind.ts";
import { handlesOf, kindOf } from "../../kinds/registry.ts";
import { isTrigger } from "../graph-index.ts";
import type { GraphProblem } from "./graph-problem.ts";

/** Sizes, each with the limit that was met. */
export function sizeProblems(graph: Graph): GraphProblem[] {
  const problems: GraphProblem[] = [];
  const check = (field: "nodes" | "edges", limit: number) => {
    const count = graph[field].length;
    if (count <= limit) return;
    problems.push({ field, code: "too-large", limit, message: `has ${count} ${field}; the limit is ${limit}` });
  };
  check("nodes", limits.graphNodes);
  check("edges", limits.graphEdges);
  return problems;
}

/** Ids that more than one node, or more than one edge, has. */
export function duplicateIdProblems(graph: Graph): GraphProblem[] {
  return [...duplicates("nodes", graph.nodes), ...duplicates("edges", graph.edges)];
}

function duplicates(field: "nodes" | "edges", items: readonly { id: string }[]): GraphProblem[] {
  const seen = new Set<string>();
  const problems: GraphProblem[] = [];
  items.forEach(({ id }, index) => {
    if (seen.has(id)) {
      problems.push({ field: `${field}.${index}.id`, code: "duplicate-id", message: `'${id}' is used twice` });
    }
    seen.add(id);
  });
  return problems;
}

/** Edges whose ends or handles do not exist, and edges into triggers. */
export function edgeProblems(graph: Graph): GraphProblem[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const problems: GraphProblem[] = [];
  graph.edges.forEach((edge, index) => {
    const source = nodes.get(edge.source);
    const target = nodes.get(edge.target);
    for (const end of ["source", "target"] as const) {
      if (nodes.has(edge[end])) continue;
      const message = `edge '${edge.id}' names the node '${edge[end]}', which does not exist`;
      problems.push({ field: `edges.${index}.${end}`, code: "edge-to-nowhere", message });
    }
    if (target !== undefined && isTrigger(target)) {
      const message = `edge '${edge.id}' leads into the trigger '${target.name}', which takes no input`;
      problems.push({ field: `edges.${index}.target`, code: "trigger-with-input", message });
    }
    if (source === undefined || !hasKnownHandles(source)) return;
    const handle = edge.sourceHandle ?? mainHandle;
    const handles = handlesOf(source).map(({ id }) => id);
    if (handles.includes(handle)) return;
    const message = `'${source.name}' has no handle '${handle}'; it has ${handles.map((id) => `'${id}'`).join(", ")}`;
    problems.push({ field: `edges.${index}.sourceHandle`, code: "unknown-handle", message });
  });
  return problems;
}

/** Settings that do not fit are a problem of their own; which handles they would give is then not known. */
function hasKnownHandles(node: GraphNode): boolean {
  return kindOf(node.kind)?.settings.safeParse(node.settings).success === true;
}

/** A graph without a trigger could never run. */
export function triggerProblems(graph: Graph): GraphProblem[] {
  if (graph.nodes.some(isTrigger)) return [];
  const message = "has no trigger; add a manual, webhook or schedule trigger";
  return [{ field: "nodes", code: "no-trigger", message }];
}

/** Nodes that nothing leads to would never work. */
export function unreachableProblems(graph: Graph): GraphProblem[] {
  const targets = new Set(graph.edges.map((edge) => edge.target));
  return graph.nodes.flatMap((node, index) => {
    if (targets.has(node.id) || isTrigger(node)) return [];
    const message = `no edge leads to '${node.name}', so it would never work`;
    return [{ field: `nodes.${index}`, code: "unreachable" as const, message }];
  });
}
