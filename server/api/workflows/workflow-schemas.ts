import { z } from "zod";
import { graphSchema } from "#lib/contract/graph";
import { idSchema } from "#lib/contract/stream-name";

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
