import { z } from "zod";
import { limits } from "#lib/contract/limits";

/**
 * A CloudEvents 1.0 event in JSON as a sender writes it (https://github.com/cloudevents/spec, v1.0.2). Other extension
 * attributes are allowed and not kept. `data` is checked against the catalogue's schema of `type`.
 */
export const eventEnvelopeSchema = z.looseObject({
  specversion: z.literal("1.0"),
  id: z.string().min(1).max(limits.idLength).describe("Names the event: the same id again stores nothing."),
  source: z.string().min(1).max(1_000).describe("`/runs/<runId>` or `/orgs/<org>/runs/<runId>`."),
  type: z.string().min(1).max(200),
  subject: z.string().max(1_000).optional(),
  time: z.iso.datetime({ offset: true }).optional().describe("Default: when it is received."),
  dataschema: z.string().max(1_000).optional().describe("`/schemas/<type>/<version>`. Default: the current version."),
  datacontenttype: z.string().max(200).optional(),
  stream: z.string().max(300).optional().describe("`run:<runId>`, where `source` says something else."),
  data: z.unknown().optional(),
});
export type EventEnvelope = z.output<typeof eventEnvelopeSchema>;
