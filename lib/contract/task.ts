import { z } from "zod";
import { failureSchema, moneySchema } from "./run.ts";

/** What may become of a task, in this order; the last three are final (rule S12). */
const taskStatuses = ["queued", "assigned", "running", "succeeded", "failed", "cancelled"] as const;
const taskStatusSchema = z.enum(taskStatuses);

/** Who is asked: one agent, any agent that has a capability, or every agent that matches. */
const taskTargetSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("agent"), agentId: z.string() }),
  z.object({ kind: z.literal("capability"), capability: z.string().max(100) }),
  z.object({ kind: z.literal("all"), capability: z.string().max(100).optional() }),
]);

/** One row of any list of tasks, and the payload of `task.updated`. */
export const taskSummarySchema = z.object({
  id: z.string(),
  orgId: z.string(),
  teamId: z.string().nullable(),
  title: z.string().max(200),
  status: taskStatusSchema,
  target: taskTargetSchema,
  /** Where a run's node gave the task. */
  runId: z.string().nullable(),
  nodeId: z.string().nullable(),
  /** How far the work is, from 0 to 1. */
  progress: z.number().min(0).max(1),
  /** Answers of agents: how many are awaited, how many came, and how many of those were failures. */
  answers: z.object({
    expected: z.int().nonnegative(),
    received: z.int().nonnegative(),
    failed: z.int().nonnegative(),
  }),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  cost: moneySchema,
  error: failureSchema.nullable(),
  /** Grows with every change of this row: of two summaries the one with the higher revision is newer. */
  revision: z.int().nonnegative(),
});
