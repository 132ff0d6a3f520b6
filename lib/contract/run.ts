import { z } from "zod";

export const runStatuses = ["queued", "running", "paused", "succeeded", "failed", "cancelled", "blocked"] as const;
export const runStatusSchema = z.enum(runStatuses);
export type RunStatus = z.infer<typeof runStatusSchema>;

export const finalRunStatusSchema = z.enum(["succeeded", "failed", "cancelled", "blocked"]);
export type FinalRunStatus = z.infer<typeof finalRunStatusSchema>;

/** A run that is not over has one of these. */
export const openRunStatuses = ["queued", "running", "paused"] as const satisfies readonly RunStatus[];

/** True where nothing changes the run any more (rule S12). */
export function isFinalRunStatus(status: RunStatus): status is FinalRunStatus {
  return finalRunStatusSchema.safeParse(status).success;
}

/** What a node of a run may be doing; `idle` has not been reached, `waiting` waits for a person. */
export const nodeStatuses = [
  "idle",
  "queued",
  "running",
  "retrying",
  "waiting",
  "succeeded",
  "failed",
  "skipped",
  "cancelled",
] as const;
const nodeStatusSchema = z.enum(nodeStatuses);
export type NodeStatus = z.infer<typeof nodeStatusSchema>;

/** Who or what set a run going. */
export const triggerSchema = z.object({
  kind: z.enum(["manual", "webhook", "schedule", "api", "sub-workflow", "retry", "ingest"]),
  /** The person or key behind it, as shown to people. */
  by: z.object({ id: z.string(), name: z.string() }).optional(),
  /** The run that this one belongs to or repeats. */
  runId: z.string().optional(),
});
export type Trigger = z.infer<typeof triggerSchema>;

/** A value as it travels inside an entry: the start of its JSON text. The whole value is fetched on demand. */
export const previewSchema = z.object({
  text: z.string(),
  /** Size of the whole value's JSON, in bytes. */
  bytes: z.int().nonnegative(),
  truncated: z.boolean(),
});
export type Preview = z.infer<typeof previewSchema>;

export const failureSchema = z.object({
  code: z.string().max(100),
  message: z.string().max(4_000),
  /** What the reader can do about it, in one sentence. */
  remedy: z.string().max(1_000).optional(),
});
export type Failure = z.infer<typeof failureSchema>;

/** Money in integer micro-units of a currency: 1_000_000 is one whole unit. */
export const moneySchema = z.object({ micros: z.int(), currency: z.string().length(3) });
export type Money = z.infer<typeof moneySchema>;

/** One row of any list of runs, and the payload of `run.updated`. */
export const runSummarySchema = z.object({
  id: z.string(),
  orgId: z.string(),
  teamId: z.string().nullable(),
  workflowId: z.string().nullable(),
  workflowName: z.string(),
  workflowVersion: z.int().nullable(),
  status: runStatusSchema,
  trigger: triggerSchema,
  queuedAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  /** How many nodes of the graph are in which place. */
  counts: z.object({
    total: z.int(),
    succeeded: z.int(),
    failed: z.int(),
    skipped: z.int(),
    running: z.int(),
    waiting: z.int(),
  }),
  /** Nodes that wait for a person, so that a list can lead to them. */
  waitingNodes: z.array(z.object({ id: z.string(), name: z.string() })).max(50),
  cost: moneySchema,
  error: failureSchema.nullable(),
  /** Grows with every change of this row: of two summaries the one with the higher revision is newer. */
  revision: z.int().nonnegative(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;
