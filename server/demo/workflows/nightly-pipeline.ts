import { type DemoNode, type DemoWorkflow, demoGraph } from "./demo-graph.ts";

const sources = ["Orders", "Returns", "Stock"];

/** Three parallel strands that join, started by a schedule in its own time zone. */
export const nightlyPipeline: DemoWorkflow = {
  name: "Nightly pipeline",
  description: "At three in the morning: reads the day's figures, cleans and merges them, checks them, and reports.",
  team: null,
  graph: demoGraph(
    [
      {
        id: "night",
        kind: "schedule-trigger",
        name: "Every night at three",
        at: [0, 0.5],
        settings: { cron: "0 3 * * *", timeZone: "Europe/Berlin" },
      },
      { id: "byHand", kind: "manual-trigger", name: "Run it now", at: [0, 1.5] },
      ...sources.flatMap(strand),
      {
        id: "merge",
        kind: "transform",
        name: "Merge the figures",
        at: [4, 1],
        settings: {
          expression:
            "{ 'rows': $input.cleanOrders.rows + $input.cleanReturns.rows + $input.cleanStock.rows, 'value': $input.cleanOrders.value - $input.cleanReturns.value }",
        },
      },
      {
        id: "check",
        kind: "branch",
        name: "Do they add up?",
        at: [5, 1],
        settings: { cases: [{ handle: "good", label: "they do", when: "$input.rows > 0 and $input.value > 0" }] },
      },
      {
        id: "load",
        kind: "transform",
        name: "Load the warehouse",
        at: [6, 0.5],
        settings: { expression: "{ 'loaded': $input.rows }" },
      },
      {
        id: "report",
        kind: "llm",
        name: "Write the morning note",
        at: [7, 0.5],
        settings: {
          prompt: "Write a morning note for the shop: {{ $nodes.merge.rows }} rows, value {{ $nodes.merge.value }}.",
        },
      },
      {
        id: "alarm",
        kind: "transform",
        name: "Raise the alarm",
        at: [6, 1.5],
        settings: { expression: "{ 'alarm': 'The figures of tonight do not add up.', 'figures': $input }" },
      },
    ],
    [
      ...sources.flatMap((source) => [
        ["night", `read${source}`] as const,
        ["byHand", `read${source}`] as const,
        [`read${source}`, `settle${source}`] as const,
        [`settle${source}`, `clean${source}`] as const,
        [`clean${source}`, "merge"] as const,
      ]),
      ["merge", "check"],
      ["check", "load", "good"],
      ["check", "alarm", "otherwise"],
      ["load", "report"],
    ],
  ),
};

function strand(source: string, row: number): DemoNode[] {
  const name = source.toLowerCase();
  return [
    {
      id: `read${source}`,
      kind: "transform",
      name: `Read ${name}`,
      at: [1, row],
      settings: { expression: `[1..${60 - row * 20}].{ 'id': $, 'amount': $ * ${7 - row} }` },
    },
    { id: `settle${source}`, kind: "wait", name: "Let late rows in", at: [2, row], settings: { seconds: 1 + row } },
    {
      id: `clean${source}`,
      kind: "transform",
      name: `Clean ${name}`,
      at: [3, row],
      settings: { expression: "{ 'rows': $count($input[amount > 0]), 'value': $sum($input.amount) }" },
    },
  ];
}
