import { type DemoWorkflow, demoGraph } from "./demo-graph.ts";

/** Made to be started by others: see `newCustomer`. */
export const companyProfile: DemoWorkflow = {
  name: "Company profile",
  description: "Finds out about a company. Other workflows start it as one of their nodes.",
  team: "Research",
  graph: demoGraph(
    [
      {
        id: "ask",
        kind: "manual-trigger",
        name: "Which company?",
        at: [0, 0.5],
        settings: {
          fields: [{ name: "company", label: "Company", type: "text", required: true, default: "Northwind Traders" }],
        },
      },
      {
        id: "register",
        kind: "transform",
        name: "Look into the register",
        at: [1, 0],
        settings: { expression: "{ 'company': $trigger.company, 'size': $length($trigger.company) * 10 }" },
      },
      {
        id: "press",
        kind: "llm",
        name: "Read the press",
        at: [1, 1],
        settings: { prompt: "What do people write about {{ $trigger.company }}? Three sentences." },
      },
      {
        id: "profile",
        kind: "transform",
        name: "Write the profile",
        at: [2, 0.5],
        settings: {
          expression: "{ 'company': $input.register.company, 'size': $input.register.size, 'press': $input.press }",
        },
      },
    ],
    [
      ["ask", "register"],
      ["ask", "press"],
      ["register", "profile"],
      ["press", "profile"],
    ],
  ),
};
