import type { Graph } from "#lib/contract/graph";
import { cycleProblems } from "./rules/cycles.ts";
import type { GraphProblem } from "./rules/graph-problem.ts";
import { loopBodyProblems } from "./rules/loop-bodies.ts";
import { settingsProblems } from "./rules/settings.ts";
import {
  duplicateIdProblems,
  edgeProblems,
  sizeProblems,
  triggerProblems,
  unreachableProblems,
} from "./rules/structure.ts";

/**
 * Everything that keeps a graph from being stored as a version and run, each with the field at fault; an empty list
 * for a graph that can run. Rules about what follows from a sound structure are asked only of a sound structure.
 */
export function validateGraph(graph: Graph): { problems: GraphProblem[] } {
  const size = sizeProblems(graph);
  if (size.length > 0) return { problems: size };
  const structure = [...duplicateIdProblems(graph), ...settingsProblems(graph), ...edgeProblems(graph)];
  const wiring = [...triggerProblems(graph), ...unreachableProblems(graph), ...cycleProblems(graph)];
  if (structure.length > 0 || wiring.length > 0) return { problems: [...structure, ...wiring] };
  return { problems: loopBodyProblems(graph) };
}
