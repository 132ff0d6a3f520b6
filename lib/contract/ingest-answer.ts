import { z } from "zod";

/** Why one event of a request was not taken. */
export const rejectedEventSchema = z.object({
  index: z.int().nonnegative().describe("The event's place in the request, from 0."),
  id: z.string().nullable(),
  code: z.string(),
  field: z.string().nullable().describe("The attribute at fault, such as `data.nodeId`."),
  message: z.string(),
  limit: z.number().optional(),
});
export type RejectedEvent = z.infer<typeof rejectedEventSchema>;

/** What became of the events of one request. */
export const ingestAnswerSchema = z.object({
  accepted: z.int().nonnegative().describe("Events that are stored now."),
  duplicates: z.int().nonnegative().describe("Events whose ids were stored before."),
  rejected: z.array(rejectedEventSchema),
});
export type IngestAnswer = z.infer<typeof ingestAnswerSchema>;
