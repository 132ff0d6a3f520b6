import { type DemoWorkflow, demoGraph } from "./demo-graph.ts";

/** Manual and webhook starts, a model that sorts and drafts, a branch, a person who decides. */
export const supportTriage: DemoWorkflow = {
  name: "Support triage",
  description: "Sorts a ticket, drafts an answer and asks a person before anything is sent.",
  team: "Support",
  graph: demoGraph(
    [
      {
        id: "ask",
        kind: "manual-trigger",
        name: "Enter a ticket",
        at: [0, 0.5],
        settings: {
          fields: [
            {
              name: "ticket",
              label: "Ticket",
              type: "text",
              required: true,
              default: "The invoice for March was charged twice. Please refund one of the two invoice payments.",
            },
            { name: "customer", label: "Customer", type: "text", default: "Northwind Traders" },
            {
              name: "tone",
              label: "Tone of the answer",
              type: "choice",
              options: ["friendly", "formal"],
              default: "friendly",
            },
          ],
        },
      },
      { id: "hook", kind: "webhook-trigger", name: "Ticket from the help desk", at: [0, 1.5] },
      {
        id: "read",
        kind: "transform",
        name: "Read the ticket",
        at: [1, 1],
        settings: {
          expression:
            "($t := $exists($input.body) ? $input.body : $input; { 'ticket': $t.ticket, 'customer': $t.customer ? $t.customer : 'a customer', 'tone': $t.tone ? $t.tone : 'friendly' })",
        },
      },
      {
        id: "classify",
        kind: "llm",
        name: "What is it about?",
        at: [2, 1],
        settings: {
          system: "You sort support tickets.",
          prompt: "Sort this ticket.\n\n{{ $input.ticket }}",
          answer: "choice",
          options: ["invoice", "error", "question"],
          retries: 2,
        },
      },
      {
        id: "topic",
        kind: "branch",
        name: "By topic",
        at: [3, 1],
        settings: {
          cases: [
            { handle: "invoice", label: "invoice", when: "$input = 'invoice'" },
            { handle: "incident", label: "error", when: "$input = 'error'" },
          ],
        },
      },
      {
        id: "account",
        kind: "transform",
        name: "Look up the account",
        at: [4, 0],
        settings: {
          expression: "{ 'facts': $nodes.read.customer & ' pays monthly and is a customer since 2021.' }",
        },
      },
      {
        id: "incident",
        kind: "transform",
        name: "Look for incidents",
        at: [4, 1],
        settings: { expression: "{ 'facts': 'There is no open incident at this time.' }" },
      },
      {
        id: "handbook",
        kind: "transform",
        name: "Search the handbook",
        at: [4, 2],
        settings: { expression: "{ 'facts': 'The handbook has a page on this: Getting started.' }" },
      },
      {
        id: "draft",
        kind: "llm",
        name: "Draft an answer",
        at: [5, 1],
        settings: {
          system: "You answer support tickets in a {{ $nodes.read.tone }} tone, in at most five sentences.",
          prompt:
            "Ticket from {{ $nodes.read.customer }}:\n{{ $nodes.read.ticket }}\n\nWhat we know: {{ $input.facts }}",
          retries: 2,
        },
      },
      {
        id: "approve",
        kind: "approval",
        name: "Send this answer?",
        at: [6, 1],
        settings: { prompt: "Send this to {{ $nodes.read.customer }}?\n\n{{ $input }}" },
      },
      {
        id: "send",
        kind: "transform",
        name: "Send the answer",
        at: [7, 0.5],
        settings: {
          expression:
            "{ 'sent': true, 'to': $nodes.read.customer, 'text': $input.input, 'approvedBy': $input.by.name }",
        },
      },
      {
        id: "handOver",
        kind: "transform",
        name: "Hand over to a person",
        at: [7, 1.5],
        settings: { expression: "{ 'sent': false, 'queue': 'second-level', 'ticket': $nodes.read.ticket }" },
      },
    ],
    [
      ["ask", "read"],
      ["hook", "read"],
      ["read", "classify"],
      ["classify", "topic"],
      ["topic", "account", "invoice"],
      ["topic", "incident", "incident"],
      ["topic", "handbook", "otherwise"],
      ["account", "draft"],
      ["incident", "draft"],
      ["handbook", "draft"],
      ["draft", "approve"],
      ["approve", "send", "approved"],
      ["approve", "handOver", "rejected"],
    ],
  ),
};
