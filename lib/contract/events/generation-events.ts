import { z } from "zod";
import { defineEvent } from "../event-definition.ts";
import { failureSchema, moneySchema } from "../run.ts";
import { olga, personSchema } from "./example-people.ts";

const streams = ["team", "org"] as const;
const generationId = z.string();
const stage = z.enum(["plan", "nodes", "settings", "check"]);

/** What a team hears while a workflow is made from a sentence. */
export const generationEvents = {
  "workflow.generation.started": defineEvent({
    version: 1,
    streams,
    doc: "Somebody asked for a workflow, or for a change of one, in words.",
    data: z.object({
      generationId,
      /** The workflow that is to change; null for a new one. */
      workflowId: z.string().nullable(),
      prompt: z.string().max(2_000),
      by: personSchema,
    }),
    example: { generationId: "gen_1", workflowId: null, prompt: "Answer support mail after an approval", by: olga },
  }),
  "workflow.generation.progressed": defineEvent({
    version: 1,
    streams,
    doc: "The generation reached a stage, or got on within it.",
    data: z.object({
      generationId,
      stage,
      percent: z.int().min(0).max(100),
      message: z.string().max(500).optional(),
    }),
    example: { generationId: "gen_1", stage: "nodes", percent: 40, message: "Adding the approval" },
  }),
  "workflow.generation.finished": defineEvent({
    version: 1,
    streams,
    doc: "The generated graph is there, and valid.",
    data: z.object({
      generationId,
      workflowId: z.string(),
      changes: z.object({
        added: z.int().nonnegative(),
        changed: z.int().nonnegative(),
        removed: z.int().nonnegative(),
      }),
      cost: moneySchema.optional(),
    }),
    example: { generationId: "gen_1", workflowId: "wf_triage", changes: { added: 5, changed: 0, removed: 0 } },
  }),
  "workflow.generation.failed": defineEvent({
    version: 1,
    streams,
    doc: "The generation was given up or cancelled; no graph was changed.",
    data: z.object({ generationId, stage: stage.optional(), error: failureSchema }),
    example: {
      generationId: "gen_1",
      stage: "check",
      error: { code: "graph-invalid", message: "The graph had a cycle after two repairs.", remedy: "Ask for less." },
    },
  }),
} as const;
