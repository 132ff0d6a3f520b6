import type { Graph } from "#lib/contract/graph";
import type { GraphProblem } from "./graph-problem.ts";

/** One problem a cycle found, naming its nodes in order. Iterative, so that a long chain cannot exhaust the stack. */
export function cycleProblems(graph: Graph): GraphProblem[] {
  const next = new Map<string, string[]>(graph.nodes.map(({ id }) => [id, []]));
  for (const edge of graph.edges) {
    if (next.has(edge.target)) next.get(edge.source)?.push(edge.target);
  }
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  const done = new Set<string>();
  const problems: GraphProblem[] = [];
  for (const { id } of graph.nodes) {
    const cycle = done.has(id) ? null : findCycle(id, next, done);
    if (cycle === null) continue;
    const path = [...cycle, cycle[0] ?? id].map((each) => names.get(each) ?? each).join(" → ");
    problems.push({ field: "edges", code: "cycle", message: `these nodes wait for each other: ${path}` });
    break;
  }
  return problems;
}

function findCycle(from: string, next: ReadonlyMap<string, string[]>, done: Set<string>): string[] | null {
  const path: { id: string; at: number }[] = [{ id: from, at: 0 }];
  const onPath = new Set([from]);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const target = next.get(top.id)?.[top.at];
    top.at += 1;
    if (target === undefined) {
      path.pop();
      onPath.delete(top.id);
      done.add(top.id);
    } else if (onPath.has(target)) {
      const ids = path.map(({ id }) => id);
      return ids.slice(ids.indexOf(target));
    } else if (!done.has(target)) {
      path.push({ id: target, at: 0 });
      onPath.add(target);
    }
  }
  return null;
}
