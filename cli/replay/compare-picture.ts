import { z } from "zod";
import type { RecordedRun } from "../wfcommons/recorded-run.ts";

/** As much of a run's snapshot as the comparison looks at. */
export const pictureSchema = z.object({
  run: z.object({
    status: z.string(),
    counts: z.object({ total: z.number(), succeeded: z.number(), failed: z.number(), skipped: z.number() }),
  }),
  graph: z.object({
    nodes: z.array(z.object({ id: z.string(), name: z.string() })),
    edges: z.array(z.object({ source: z.string(), target: z.string() })),
  }),
  state: z.object({
    nodes: z.record(z.string(), z.object({ status: z.string(), durationMs: z.number().nullable() })),
  }),
});
export type Picture = z.output<typeof pictureSchema>;

/** Durations are carried as they are; only the last digits of a floating-point number may differ. */
const toleranceMs = 0.001;

/** In what the run as it stands differs from the record; empty where it is the same. */
export function comparePicture(recorded: RecordedRun, picture: Picture): string[] {
  const differences: string[] = [];
  const { run, graph, state } = picture;
  if (run.status !== "succeeded") differences.push(`the run's status is ${run.status}`);
  const count = recorded.tasks.length;
  if (run.counts.total !== count) differences.push(`${run.counts.total} nodes instead of ${count}`);
  if (run.counts.succeeded !== count) differences.push(`${run.counts.succeeded} of ${count} nodes succeeded`);
  const edges = new Set(graph.edges.map(({ source, target }) => `${source} ${target}`));
  const lost = recorded.graph.edges.filter(({ source, target }) => !edges.has(`${source} ${target}`));
  if (lost.length > 0 || edges.size !== recorded.graph.edges.length) {
    differences.push(`${edges.size} edges instead of ${recorded.graph.edges.length}`);
  }
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  for (const { id, name, durationMs } of recorded.tasks) {
    const node = state.nodes[id];
    if (names.get(id) !== name) differences.push(`${id} is called ${names.get(id) ?? "nothing"}`);
    if (node === undefined || Math.abs((node.durationMs ?? -1) - durationMs) > toleranceMs) {
      differences.push(`${id} took ${node?.durationMs ?? "no"} ms instead of ${durationMs}`);
    }
  }
  return differences;
}
