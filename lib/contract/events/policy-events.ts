import { z } from "zod";
import { defineEvent } from "../event-definition.ts";
import { moneySchema } from "../run.ts";

const streams = ["team", "org"] as const;

/** The run and node at hand, so that a notice leads to the very place. */
const place = {
  runId: z.string().optional(),
  nodeId: z.string().optional(),
  item: z.int().nonnegative().optional(),
};

const budget = {
  budgetId: z.string(),
  name: z.string().max(200),
  scope: z.object({ kind: z.enum(["organization", "team", "workflow", "agent"]), id: z.string() }),
  /** What the limit holds for; `until` is null where it is one run. */
  period: z.object({
    kind: z.enum(["day", "week", "month", "run"]),
    from: z.iso.datetime(),
    until: z.iso.datetime().nullable(),
  }),
  spent: moneySchema,
  limit: moneySchema,
};

const exampleBudget = {
  budgetId: "bud_1",
  name: "Support, monthly",
  scope: { kind: "team", id: "team_support" },
  period: { kind: "month", from: "2026-11-01T00:00:00.000Z", until: "2026-12-01T00:00:00.000Z" },
  limit: { micros: 100_000_000, currency: "USD" },
} as const;

/** What a team hears where a guardrail or a budget bites. */
export const policyEvents = {
  "guardrail.triggered": defineEvent({
    version: 1,
    streams,
    doc: "A guardrail found something in a text that went into or came out of a node.",
    data: z.object({
      guardrailId: z.string(),
      name: z.string().max(200),
      check: z.enum(["pattern", "keywords", "personal-data", "secrets", "length", "language", "schema", "model"]),
      action: z.enum(["block", "redact", "flag", "ask"]),
      direction: z.enum(["input", "output"]),
      ...place,
      agentId: z.string().optional(),
      /** Around what was found, with the find itself blacked out: it is never in an event. */
      excerpt: z.string().max(500).optional(),
      /** How often it was found in this text. */
      finds: z.int().min(1).default(1),
    }),
    example: {
      guardrailId: "grd_1",
      name: "No card numbers",
      check: "personal-data",
      action: "redact",
      direction: "output",
      runId: "run_1",
      nodeId: "answer",
      excerpt: "Your card ████ was charged",
    },
  }),
  "budget.threshold.crossed": defineEvent({
    version: 1,
    streams,
    doc: "Spending passed a threshold of a budget.",
    data: z.object({
      ...budget,
      /** In per cent of the limit. */
      threshold: z.number().positive(),
      /** When the limit will be reached at the present rate; null where the period ends before. */
      reachedAt: z.iso.datetime().nullable().default(null),
    }),
    example: { ...exampleBudget, threshold: 80, spent: { micros: 80_400_000, currency: "USD" } },
  }),
  "budget.exhausted": defineEvent({
    version: 1,
    streams,
    doc: "A budget is used up.",
    data: z.object({
      ...budget,
      /** True where it stops what would spend more, false where it only says so. */
      isHard: z.boolean(),
      ...place,
    }),
    example: {
      ...exampleBudget,
      spent: { micros: 100_000_000, currency: "USD" },
      isHard: true,
      runId: "run_1",
      nodeId: "classify",
    },
  }),
} as const;
