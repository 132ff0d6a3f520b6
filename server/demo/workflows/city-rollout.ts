import { type DemoEdge, type DemoNode, type DemoWorkflow, demoGraph } from "./demo-graph.ts";

const cities = [
  "Amsterdam",
  "Berlin",
  "Copenhagen",
  "Dublin",
  "Edinburgh",
  "Frankfurt",
  "Geneva",
  "Hamburg",
  "Istanbul",
  "Lisbon",
  "Madrid",
  "Naples",
];
const stages = [
  "Fetch",
  "Validate",
  "Clean",
  "Enrich",
  "Score",
  "Index",
  "Snapshot",
  "Compare",
  "Package",
  "Sign",
  "Upload",
  "Verify",
];

/** 150 nodes in layers: twelve stages for each of twelve cities, with joins between neighbours. */
export const cityRollout: DemoWorkflow = {
  name: "City data rollout",
  description: "150 nodes: twelve cities go through twelve stages side by side. Takes about twenty seconds.",
  team: null,
  graph: demoGraph(
    [
      { id: "start", kind: "manual-trigger", name: "Start the rollout", at: [0, 5.5] },
      {
        id: "plan",
        kind: "transform",
        name: "Plan the cities",
        at: [1, 5.5],
        settings: { expression: `{ 'cities': ${cities.length}, 'stages': ${stages.length} }` },
      },
      ...stages.flatMap((stage, layer) => cities.map((city, row) => step(stage, layer, city, row))),
      {
        id: "merge",
        kind: "transform",
        name: "Merge the reports",
        at: [14, 5.5],
        settings: { expression: "$nodes.plan" },
      },
      {
        id: "complete",
        kind: "branch",
        name: "Is every city in?",
        at: [15, 5.5],
        settings: { cases: [{ handle: "yes", label: "yes", when: `$input.cities = ${cities.length}` }] },
      },
      {
        id: "announce",
        kind: "transform",
        name: "Announce it",
        at: [16, 5],
        settings: { expression: "{ 'announced': true }" },
      },
      {
        id: "hold",
        kind: "transform",
        name: "Hold the release",
        at: [16, 6],
        settings: { expression: "{ 'announced': false }" },
      },
    ],
    [
      ["start", "plan"],
      ...cities.map((_, row): DemoEdge => ["plan", idOf(0, row)]),
      ...stages.slice(1).flatMap((_, layer) => cities.flatMap((_city, row) => links(layer, row))),
      ...cities.map((_, row): DemoEdge => [idOf(stages.length - 1, row), "merge"]),
      ["merge", "complete"],
      ["complete", "announce", "yes"],
      ["complete", "hold", "otherwise"],
    ],
  ),
};

function idOf(layer: number, row: number): string {
  return `s${layer}c${row}`;
}

/** Every third step is work, the others take time; times differ so that the cities drift apart and meet again. */
function step(stage: string, layer: number, city: string, row: number): DemoNode {
  const base = { id: idOf(layer, row), name: `${stage} ${city}`, at: [layer + 2, row] as const };
  if ((layer + row) % 3 === 0) {
    return { ...base, kind: "transform", settings: { expression: `{ 'city': '${city}', 'stage': '${stage}' }` } };
  }
  const seconds = 0.8 + ((layer * 7 + row * 5) % 11) * 0.15;
  return { ...base, kind: "wait", settings: { seconds: Math.round(seconds * 100) / 100 } };
}

/** To the same city's next stage, and every fourth stage to a neighbour's as well. */
function links(layer: number, row: number): DemoEdge[] {
  const next: DemoEdge[] = [[idOf(layer, row), idOf(layer + 1, row)]];
  const hasNeighbour = layer % 4 === 3 && row + 1 < cities.length;
  return hasNeighbour ? [...next, [idOf(layer, row), idOf(layer + 1, row + 1)]] : next;
}
