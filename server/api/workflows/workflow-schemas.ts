import { z } from "zod";
import { graphSchema } from "#lib/contract/graph";
import { idSchema } from "#lib/contract/stream-name";
import type { Workflow, WorkflowSummary } from "#server/workflows/workflow-service";

const summaryShape = {
  id: z.string(),
  orgId: z.string(),
  teamId: z.string().nullable(),
  teamName: z.string().nullable(),
  name: z.string(),
  description: z.string(),
  version: z.int(),
  nodeCount: z.int(),
  triggers: z.array(z.string()),
  updatedAt: z.string(),
  createdAt: z.string(),
};

export const workflowSummarySchema = z.object(summaryShape) satisfies z.ZodType<WorkflowSummary>;
export const workflowSchema = z.object({ ...summaryShape, graph: graphSchema }) satisfies z.ZodType<Workflow>;

export const versionSchema = z.object({
  version: z.int(),
  createdAt: z.string(),
  createdBy: z.string().nullable(),
});

const name = z.string().trim().min(1).max(200);
const description = z.string().max(2_000);
const teamId = idSchema.nullable();

export const newWorkflowSchema = z.object({
  name,
  description: description.optional(),
  teamId: teamId.optional(),
  graph: graphSchema,
});

export const workflowChangeSchema = z
  .object({
    name: name.optional(),
    description: description.optional(),
    teamId: teamId.optional(),
    graph: graphSchema.optional(),
  })
  .refine((change) => Object.keys(change).length > 0, { error: "changes nothing" });

export const exportFormat = "signalbox/workflow";
export const exportVersion = 1;

/** A workflow as a file: what export gives and import takes. */
export const workflowFileSchema = z.object({
  format: z.literal(exportFormat),
  version: z.literal(exportVersion),
  name,
  description: description.optional(),
  graph: graphSchema,
});

/** What became of each workflow of an import. `report` says, line by line, what was changed or left out on the way. */
export const importAnswerSchema = z.object({
  items: z.array(z.object({ id: z.string(), name: z.string(), report: z.array(z.string()) })),
});
