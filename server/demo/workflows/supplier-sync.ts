import { type DemoWorkflow, demoGraph } from "./demo-graph.ts";

/** Attempts that fail and are tried again, and a failure that the run goes on from. Nothing is really called. */
export const supplierSync: DemoWorkflow = {
  name: "Supplier sync",
  description:
    "Shows failures and retries: the supplier only pretends to be down, for as many attempts as you enter; four or more fail the run.",
  team: "Support",
  graph: demoGraph(
    [
      {
        id: "ask",
        kind: "manual-trigger",
        name: "How often should it fail?",
        at: [0, 0.5],
        settings: {
          fields: [{ name: "failures", label: "Failing attempts", type: "number", required: true, default: 2 }],
        },
      },
      {
        id: "fetch",
        kind: "transform",
        name: "Ask the supplier (pretended)",
        at: [1, 0],
        settings: {
          expression:
            "$attempt <= $trigger.failures ? $error('The supplier is down (pretended), attempt ' & $attempt & '.') : [{ 'sku': 'A-100', 'stock': 12 }, { 'sku': 'B-200', 'stock': 0 }]",
          retries: 3,
          retryDelaySeconds: 1.5,
        },
      },
      {
        id: "update",
        kind: "transform",
        name: "Update the stock",
        at: [2, 0],
        settings: { expression: "$input.{ 'sku': sku, 'isAvailable': stock > 0 }" },
      },
      {
        id: "prices",
        kind: "transform",
        name: "Read the price feed (broken)",
        at: [1, 1],
        settings: { expression: "$error('The feed of today is empty (pretended).')", onError: "continue" },
      },
      {
        id: "useToday",
        kind: "transform",
        name: "Use today's prices",
        at: [2, 1],
        settings: { expression: "{ 'prices': 'today' }" },
      },
      {
        id: "useYesterday",
        kind: "transform",
        name: "Use yesterday's prices",
        at: [2, 2],
        settings: { expression: "{ 'prices': 'yesterday', 'because': $input.error.message }" },
      },
      {
        id: "publish",
        kind: "transform",
        name: "Publish the catalogue",
        at: [3, 0.5],
        settings: { expression: "{ 'items': $count($nodes.update), 'prices': $nodes.useYesterday.prices }" },
      },
    ],
    [
      ["ask", "fetch"],
      ["ask", "prices"],
      ["fetch", "update"],
      ["prices", "useToday"],
      ["prices", "useYesterday", "error"],
      ["update", "publish"],
      ["useToday", "publish"],
      ["useYesterday", "publish"],
    ],
  ),
};
