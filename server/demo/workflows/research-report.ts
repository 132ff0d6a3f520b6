import { type DemoWorkflow, demoGraph } from "./demo-graph.ts";

/** A loop of several at once beside two parallel branches, and a join that waits for all of it. */
export const researchReport: DemoWorkflow = {
  name: "Research report",
  description: "Looks into several questions at once, gathers background beside them, and joins it into one report.",
  team: "Research",
  graph: demoGraph(
    [
      {
        id: "ask",
        kind: "manual-trigger",
        name: "Choose a topic",
        at: [0, 1],
        settings: {
          fields: [{ name: "topic", label: "Topic", type: "text", required: true, default: "railway signal boxes" }],
        },
      },
      {
        id: "plan",
        kind: "transform",
        name: "Plan the questions",
        at: [1, 1],
        settings: {
          expression:
            "['What is new about ', 'Who works on ', 'What does it cost: ', 'What are the risks of ', 'Where is it heading: ', 'Who objects to '].($ & $trigger.topic)",
        },
      },
      {
        id: "each",
        kind: "loop",
        name: "Each question",
        at: [2, 0.5],
        settings: { items: "$input", concurrency: 3 },
      },
      {
        id: "study",
        kind: "llm",
        name: "Look into it",
        at: [3, 0],
        settings: { prompt: "Answer with what is known and how sure that is: {{ $input }}", retries: 1 },
      },
      {
        id: "note",
        kind: "transform",
        name: "Write a note",
        at: [4, 0],
        settings: { expression: "{ 'question': $item, 'answer': $input, 'number': $index + 1 }" },
      },
      {
        id: "background",
        kind: "llm",
        name: "Gather background",
        at: [3, 2],
        settings: { prompt: "Describe the history of {{ $trigger.topic }} in four sentences." },
      },
      {
        id: "glossary",
        kind: "llm",
        name: "Make a glossary",
        at: [3, 3],
        settings: { prompt: "List the ten terms that matter most for {{ $trigger.topic }}." },
      },
      {
        id: "report",
        kind: "llm",
        name: "Write the report",
        at: [5, 1.5],
        settings: {
          system: "You write for people who decide.",
          prompt:
            "Write a report on {{ $trigger.topic }}.\n\nNotes: {{ $input.each.answer }}\n\nBackground: {{ $input.background }}\n\nTerms: {{ $input.glossary }}",
          timeoutSeconds: 120,
        },
      },
      {
        id: "publish",
        kind: "transform",
        name: "File the report",
        at: [6, 1.5],
        settings: {
          expression: "{ 'title': 'On ' & $trigger.topic, 'text': $input, 'questions': $count($nodes.plan) }",
        },
      },
    ],
    [
      ["ask", "plan"],
      ["plan", "each"],
      ["each", "study", "each"],
      ["study", "note"],
      ["plan", "background"],
      ["plan", "glossary"],
      ["each", "report", "done"],
      ["background", "report"],
      ["glossary", "report"],
      ["report", "publish"],
    ],
  ),
};
