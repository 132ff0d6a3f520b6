import { z } from "zod";
import { graphSchema } from "./graph.ts";

/** One row of any list of workflows. */
export const workflowSummarySchema = z.object({
  id: z.string(),
  orgId: z.string(),
  teamId: z.string().nullable(),
  teamName: z.string().nullable(),
  name: z.string(),
  description: z.string(),
  /** The latest. */
  version: z.int(),
  nodeCount: z.int(),
  /** Kinds of its triggers, such as `manual` and `webhook`. */
  triggers: z.array(z.string()),
  updatedAt: z.string(),
  createdAt: z.string(),
});
export type WorkflowSummary = z.infer<typeof workflowSummarySchema>;

/** A workflow with the graph of one of its versions. */
export const workflowSchema = workflowSummarySchema.extend({ graph: graphSchema });
export type Workflow = z.infer<typeof workflowSchema>;

/** A version of a workflow: immutable, numbered from 1. */
export const workflowVersionSchema = z.object({
  version: z.int(),
  createdAt: z.string(),
  createdBy: z.string().nullable(),
});
export type WorkflowVersion = z.infer<typeof workflowVersionSchema>;
