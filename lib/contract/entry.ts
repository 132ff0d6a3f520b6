import { z } from "zod";
import type { EventData, EventInput, EventType, RunEventType } from "./catalogue.ts";
import { limits } from "./limits.ts";
import { streamNameSchema } from "./stream-name.ts";

/**
 * The envelope of an entry: a CloudEvents 1.0 event in JSON (https://github.com/cloudevents/spec, v1.0.2)
 * with the extension attributes `stream` and `offset`. `data` is checked against the catalogue by whoever
 * appends it; a reader of a newer server may meet types that it does not know, and passes over them.
 */
export const entrySchema = z.object({
  specversion: z.literal("1.0"),
  id: z.string().min(1).max(limits.idLength),
  source: z.string(),
  type: z.string(),
  subject: z.string().optional(),
  time: z.iso.datetime({ offset: true }),
  dataschema: z.string(),
  data: z.unknown(),
  stream: streamNameSchema,
  offset: z.int().min(1),
});

type Envelope = Omit<z.infer<typeof entrySchema>, "type" | "data">;

/** An entry whose type and payload belong together. Narrow it on `type`. */
export type Entry<T extends EventType = EventType> = T extends EventType
  ? Envelope & { type: T; data: EventData<T> }
  : never;
export type RunEntry = Entry<RunEventType>;

/** What is appended: the log adds stream, offset, dataschema, and id and time where they are absent. */
export type EntryDraft<T extends EventType = EventType> = T extends EventType
  ? { type: T; data: EventInput<T>; source: string; id?: string; subject?: string; time?: string }
  : never;
