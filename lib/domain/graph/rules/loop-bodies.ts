import type { Graph } from "#lib/contract/graph";
import { eachHandle } from "../../kinds/loop.ts";
import { type GraphIndex, type IndexedNode, indexGraph, isBodyEdge } from "../graph-index.ts";
import type { GraphProblem } from "./graph-problem.ts";

/**
 * The rules of a loop's body (what is reachable from `each`): it is not empty, holds no loop, takes input only from
 * inside, and does not lead out, neither directly nor by sharing a node with what follows `done`.
 */
export function loopBodyProblems(graph: Graph): GraphProblem[] {
  const index = indexGraph(graph);
  const position = new Map(graph.nodes.map(({ id }, at) => [id, at]));
  return [...index.nodes.values()].flatMap((loop) =>
    loop.node.kind === "loop" ? bodyProblems(loop, index, (id) => `nodes.${position.get(id) ?? 0}`) : [],
  );
}

function bodyProblems(loop: IndexedNode, index: GraphIndex, fieldOf: (nodeId: string) => string): GraphProblem[] {
  const { node, body } = loop;
  if (body === null || body.roots.length === 0) {
    const message = `the loop '${node.name}' has no body; connect its handle '${eachHandle}'`;
    return [{ field: fieldOf(node.id), code: "loop-body", message }];
  }
  const members = new Set(body.nodes);
  const nameOf = (id: string) => index.nodes.get(id)?.node.name ?? id;
  return body.nodes.flatMap((id): GraphProblem[] => {
    const member = index.nodes.get(id);
    if (member === undefined) return [];
    const report = (message: string): GraphProblem[] => [{ field: fieldOf(id), code: "loop-body", message }];
    if (member.body !== null) return report(`the loop '${node.name}' has another loop, '${nameOf(id)}', in its body`);
    const outside = member.incoming.find(
      (edge) => !members.has(edge.source) && !(edge.source === node.id && isBodyEdge(node, edge)),
    );
    if (outside === undefined) return [];
    return report(
      `'${nameOf(id)}' is in the body of the loop '${node.name}' but takes input from '${nameOf(outside.source)}' ` +
        `outside of it`,
    );
  });
}
