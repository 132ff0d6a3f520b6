import { type DemoWorkflow, demoGraph } from "./demo-graph.ts";

/** Starts `companyProfile` as one of its nodes; `profileId` is that workflow's id. */
export function newCustomer(profileId: string): DemoWorkflow {
  return {
    name: "New customer",
    description: "Runs the company profile as a part of its own and decides by what it finds.",
    team: "Research",
    graph: demoGraph(
      [
        {
          id: "ask",
          kind: "manual-trigger",
          name: "Who signed up?",
          at: [0, 0.5],
          settings: {
            fields: [{ name: "company", label: "Company", type: "text", required: true, default: "Fabrikam" }],
          },
        },
        {
          id: "profile",
          kind: "sub-workflow",
          name: "Company profile",
          at: [1, 0.5],
          settings: { workflowId: profileId, input: "{ 'company': $input.company }" },
        },
        {
          id: "size",
          kind: "branch",
          name: "How large are they?",
          at: [2, 0.5],
          settings: { cases: [{ handle: "large", label: "100 people or more", when: "$input.size >= 100" }] },
        },
        {
          id: "assign",
          kind: "transform",
          name: "Give them a contact",
          at: [3, 0],
          settings: { expression: "{ 'contact': 'Key accounts', 'company': $input.company }" },
        },
        {
          id: "welcome",
          kind: "llm",
          name: "Write a welcome",
          at: [3, 1],
          settings: { prompt: "Welcome {{ $input.company }} in two warm sentences." },
        },
      ],
      [
        ["ask", "profile"],
        ["profile", "size"],
        ["size", "assign", "large"],
        ["size", "welcome", "otherwise"],
      ],
    ),
  };
}
