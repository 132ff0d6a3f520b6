import { type Graph, graphSchema } from "#lib/contract/graph";
import { limits } from "#lib/contract/limits";
import { ok, type Result, refuse, refuseInvalid } from "#lib/contract/problem";
import { validateGraph } from "#lib/domain/graph/graph-validation";

/** Shown at most: a graph with more problems is not read to the end by anyone. */
const shownProblems = 50;

/** A graph that may be stored as a version, or the refusal that names each field at fault. */
export function checkGraph(graph: Graph): Result<Graph> {
  for (const [field, limit] of [
    ["nodes", limits.graphNodes],
    ["edges", limits.graphEdges],
  ] as const) {
    const count = graph[field].length;
    if (count <= limit) continue;
    return refuse("too-large", `graph.${field}: has ${count}, more than the limit of ${limit}`, {
      field: `graph.${field}`,
      limit,
    });
  }
  const parsed = graphSchema.safeParse(graph);
  if (!parsed.success) return refuseInvalid(parsed.error, "graph-invalid");
  if (!isStorable(JSON.stringify(parsed.data))) {
    return refuse("graph-invalid", "graph: holds a NUL or half a surrogate pair, which no database keeps as text", {
      field: "graph",
    });
  }
  const { problems } = validateGraph(parsed.data);
  const [first] = problems;
  if (first === undefined) return ok(parsed.data);
  return refuse("graph-invalid", `graph.${first.field}: ${first.message}`, {
    field: `graph.${first.field}`,
    ...(first.limit !== undefined && { limit: first.limit }),
    issues: problems.slice(0, shownProblems).map(({ field, message }) => ({ field: `graph.${field}`, message })),
  });
}

/** JSON text writes both as escapes; a backslash that is itself escaped does not begin one. */
function isStorable(json: string): boolean {
  return !/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/.test(json);
}
