import { type DemoWorkflow, demoGraph } from "./demo-graph.ts";

/** Globex' own: nobody at Acme ever sees it. */
export const fleetInspection: DemoWorkflow = {
  name: "Fleet inspection",
  description: "Goes through the vehicles that are due and asks before one is taken off the road.",
  team: "Operations",
  graph: demoGraph(
    [
      { id: "start", kind: "manual-trigger", name: "Inspect the fleet", at: [0, 0.5] },
      {
        id: "due",
        kind: "transform",
        name: "Find what is due",
        at: [1, 0.5],
        settings: { expression: "['Van 3', 'Van 7', 'Truck 1', 'Truck 4'].{ 'name': $, 'brakes': $length($) }" },
      },
      { id: "each", kind: "loop", name: "Each vehicle", at: [2, 0.5], settings: { items: "$input", concurrency: 2 } },
      { id: "inspect", kind: "wait", name: "Inspect it", at: [3, 0], settings: { seconds: 1.5 } },
      {
        id: "rate",
        kind: "transform",
        name: "Rate its brakes",
        at: [4, 0],
        settings: { expression: "{ 'vehicle': $item.name, 'isSafe': $item.brakes < 7 }" },
      },
      {
        id: "approve",
        kind: "approval",
        name: "Take them off the road?",
        at: [4, 1],
        settings: { prompt: "Take {{ $count($input[isSafe = false]) }} vehicles off the road?" },
      },
      {
        id: "order",
        kind: "transform",
        name: "Order the repair",
        at: [5, 0.5],
        settings: { expression: "{ 'ordered': true }" },
      },
      {
        id: "log",
        kind: "transform",
        name: "Note the decision",
        at: [5, 1.5],
        settings: { expression: "{ 'ordered': false }" },
      },
    ],
    [
      ["start", "due"],
      ["due", "each"],
      ["each", "inspect", "each"],
      ["inspect", "rate"],
      ["each", "approve", "done"],
      ["approve", "order", "approved"],
      ["approve", "log", "rejected"],
    ],
  ),
};
