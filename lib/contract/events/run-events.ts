import { z } from "zod";
import { defineEvent } from "../event-definition.ts";
import { declaredGraphSchema } from "../graph.ts";
import { failureSchema, finalRunStatusSchema, moneySchema, previewSchema, triggerSchema } from "../run.ts";
import { idSchema } from "../stream-name.ts";

const streams = ["run"] as const;

/** Present where the node is in the body of a loop: the index of the item, from 0. */
const item = z.int().nonnegative().optional();
const nodeId = idSchema;
const attempt = z.int().min(1);
const actor = z.object({ id: z.string(), name: z.string() });
const preview = { text: '{"ticket":42}', bytes: 13, truncated: false };

/** Events of one run, node by node. */
export const runEvents = {
  "run.queued": defineEvent({
    version: 1,
    streams,
    doc: "A run was asked for and waits for its first node.",
    data: z.object({
      workflowId: z.string().nullable().default(null),
      workflowVersion: z.int().nullable().default(null),
      workflowName: z.string().min(1).max(200),
      trigger: triggerSchema.default({ kind: "ingest" }),
      input: previewSchema.optional(),
      /** Declared by a run from elsewhere; a run of ours refers to its workflow's version. */
      graph: declaredGraphSchema.optional(),
    }),
    example: {
      workflowId: "wf_triage",
      workflowVersion: 3,
      workflowName: "Support triage",
      trigger: { kind: "manual", by: { id: "usr_1", name: "Olga Operator" } },
      input: preview,
    },
  }),
  "run.started": defineEvent({
    version: 1,
    streams,
    doc: "The run's first node is about to work.",
    data: z.object({}),
    example: {},
  }),
  "run.paused": defineEvent({
    version: 1,
    streams,
    doc: "Somebody paused the run: nodes that work finish, no further node starts.",
    data: z.object({ by: actor.optional() }),
    example: { by: { id: "usr_1", name: "Olga Operator" } },
  }),
  "run.resumed": defineEvent({
    version: 1,
    streams,
    doc: "Somebody let a paused run go on.",
    data: z.object({ by: actor.optional() }),
    example: { by: { id: "usr_1", name: "Olga Operator" } },
  }),
  "run.finished": defineEvent({
    version: 1,
    streams,
    doc: "The run is over; whatever has not ended by now never will.",
    data: z.object({
      status: finalRunStatusSchema,
      error: failureSchema.optional(),
      output: previewSchema.optional(),
      by: actor.optional(),
    }),
    example: { status: "succeeded", output: preview },
  }),
  "run.node.queued": defineEvent({
    version: 1,
    streams,
    doc: "All that the node waits for has arrived; its work is in the queue.",
    data: z.object({ nodeId, item }),
    example: { nodeId: "classify" },
  }),
  "run.node.started": defineEvent({
    version: 1,
    streams,
    doc: "An attempt at the node's work began.",
    data: z.object({
      nodeId,
      item,
      attempt: attempt.default(1),
      input: previewSchema.optional(),
      /** For a loop: how many items it will go through. */
      items: z.int().nonnegative().optional(),
      /** True where the work is played rather than done, such as by the simulated model. */
      simulated: z.boolean().optional(),
    }),
    example: { nodeId: "classify", attempt: 1, input: preview },
  }),
  "run.node.retrying": defineEvent({
    version: 1,
    streams,
    doc: "An attempt failed and another will follow.",
    data: z.object({ nodeId, item, attempt, error: failureSchema, retryAt: z.iso.datetime() }),
    example: {
      nodeId: "fetch",
      attempt: 1,
      error: { code: "http-status", message: "The server answered 503.", remedy: "Nothing to do: it is tried again." },
      retryAt: "2026-11-01T12:00:04.000Z",
    },
  }),
  "run.node.waiting": defineEvent({
    version: 1,
    streams,
    doc: "The node waits for a person, or until a time.",
    data: z.object({
      nodeId,
      item,
      reason: z.enum(["approval", "time", "sub-workflow"]),
      prompt: z.string().max(2_000).optional(),
      until: z.iso.datetime().optional(),
      /** The run that a sub-workflow node waits for. */
      childRunId: z.string().optional(),
    }),
    example: { nodeId: "approve", reason: "approval", prompt: "Send this answer to the customer?" },
  }),
  "run.node.succeeded": defineEvent({
    version: 1,
    streams,
    doc: "The node's work is done.",
    data: z.object({
      nodeId,
      item,
      output: previewSchema.optional(),
      /** The source handles that the run goes on from; all of them where absent. */
      handles: z.array(z.string().max(100)).optional(),
      durationMs: z.number().nonnegative().optional(),
      by: actor.optional(),
    }),
    example: { nodeId: "classify", output: preview, durationMs: 412 },
  }),
  "run.node.failed": defineEvent({
    version: 1,
    streams,
    doc: "The node failed for good.",
    data: z.object({
      nodeId,
      item,
      error: failureSchema,
      /** The source handles that the run goes on from in spite of it, such as `error`; none where absent. */
      handles: z.array(z.string().max(100)).optional(),
      durationMs: z.number().nonnegative().optional(),
    }),
    example: { nodeId: "fetch", error: { code: "timeout", message: "No answer within 30 s." }, durationMs: 30_000 },
  }),
  "run.node.skipped": defineEvent({
    version: 1,
    streams,
    doc: "The run took another branch; the node will not work.",
    data: z.object({
      nodeId,
      item,
      reason: z.enum(["branch-not-taken", "upstream-failed", "empty-loop"]).optional(),
    }),
    example: { nodeId: "refund", reason: "branch-not-taken" },
  }),
  "run.node.log": defineEvent({
    version: 1,
    streams,
    doc: "A line that the node wrote about its work.",
    data: z.object({
      nodeId,
      item,
      level: z.enum(["debug", "info", "warn", "error"]).default("info"),
      message: z.string().max(4_000),
    }),
    example: { nodeId: "fetch", level: "info", message: "GET https://example.com answered 200 in 84 ms" },
  }),
  "run.cost.recorded": defineEvent({
    version: 1,
    streams,
    doc: "The node spent money or tokens.",
    data: z.object({
      nodeId,
      item,
      cost: moneySchema,
      model: z.string().max(200).optional(),
      inputTokens: z.int().nonnegative().optional(),
      outputTokens: z.int().nonnegative().optional(),
    }),
    example: {
      nodeId: "classify",
      cost: { micros: 1_250, currency: "USD" },
      model: "simulated",
      inputTokens: 210,
      outputTokens: 40,
    },
  }),
} as const;
