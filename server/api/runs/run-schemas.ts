import { z } from "zod";
import { graphSchema } from "#lib/contract/graph";
import { runStatusSchema, runSummarySchema } from "#lib/contract/run";
import { idSchema } from "#lib/contract/stream-name";
import { pageQuery, timeQuery } from "../request/query-schemas.ts";

/** The state is the fold of the run's stream; its shape is the reducer's, so only its frame is described here. */
export const runSnapshotSchema = z.object({
  run: runSummarySchema,
  graph: graphSchema,
  state: z.looseObject({
    offset: z.int().nonnegative().describe("The entry of `run:<id>` that this reflects: live starts at the next one."),
    status: runStatusSchema,
    nodes: z.record(z.string(), z.looseObject({ status: z.string() })),
  }),
});

export const nodeDetailSchema = z.object({
  nodeId: z.string(),
  item: z.int().nullable(),
  attempt: z.int(),
  input: z.unknown(),
  output: z.unknown(),
});

export const runListQuery = z.object({
  ...pageQuery,
  status: runStatusSchema.optional(),
  workflowId: idSchema.optional(),
  startedBy: idSchema.optional().describe("A user's id."),
  from: timeQuery.describe("Queued at this time or later."),
  until: timeQuery.describe("Queued before this time."),
});

export const nodeParams = z.object({ id: idSchema, nodeId: idSchema });
export const itemQuery = z.object({
  item: z.coerce.number().int().nonnegative().optional().describe("The item, where the node is in a loop's body."),
});

export const decisionSchema = z.object({
  comment: z.string().max(2_000).optional(),
  item: z.int().nonnegative().optional(),
});
