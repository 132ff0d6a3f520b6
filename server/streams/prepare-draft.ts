import { dataSchemaPath, eventDefinition, isEventType } from "#lib/contract/catalogue";
import { type Entry, type EntryDraft, entrySchema } from "#lib/contract/entry";
import { limits } from "#lib/contract/limits";
import { refuse, refuseInvalid } from "#lib/contract/problem";
import { parseStreamName } from "#lib/contract/stream-name";
import { DraftRefused } from "./draft-refused.ts";

/** What is stored of an entry: all of it but its place, which the commit gives. */
export type StoredEntry = Omit<Entry, "stream" | "offset">;

/** A draft that was checked and filled in, ready to be stored. */
export interface PreparedDraft {
  stream: string;
  id: string;
  /** False where the id cannot stand in the stream already, such as one that the log has just made. */
  mayBeKnown: boolean;
  entry: StoredEntry;
  /** The entry as JSON text, and its size in bytes. */
  text: string;
  bytes: number;
}

/** Longest `source` and `subject`, in characters: enough for two ids and the words between them. */
const attributeLength = 1_000;
/** What Postgres cannot hold in a text column: NUL, and halves of surrogate pairs; and what has no place in an id. */
const controlCharacters = /\p{Cc}/u;

/**
 * Checks a draft against the catalogue and fills in what the log adds. Throws `DraftRefused` where the stream's name,
 * the event's type, its payload or its size is wrong.
 */
export function prepareDraft(
  stream: string,
  draft: EntryDraft,
  { now, newId }: { now: () => Date; newId: () => string },
): PreparedDraft {
  const data = checkedData(stream, draft);
  const dataText = checkedText(data);
  const id = draft.id ?? newId();
  checkAttributes(id, draft);
  const envelope = {
    specversion: "1.0",
    id,
    source: draft.source,
    type: draft.type,
    ...(draft.subject === undefined ? {} : { subject: draft.subject }),
    time: draft.time ?? now().toISOString(),
    dataschema: dataSchemaPath(draft.type),
  };
  // `data` was parsed with the schema that stands under `type` in the catalogue.
  const entry = { ...envelope, data } as unknown as StoredEntry;
  // The payload is written as JSON once, for its size and for the row.
  const text = `${JSON.stringify(envelope).slice(0, -1)},"data":${dataText}}`;
  return { stream, id, mayBeKnown: draft.id !== undefined, entry, text, bytes: Buffer.byteLength(text) };
}

function checkedData(stream: string, draft: EntryDraft): unknown {
  const name = parseStreamName(stream);
  if (name === null) {
    throw new DraftRefused(refuse("unknown-stream", `stream: '${stream}' is not a stream's name`, { field: "stream" }));
  }
  if (!isEventType(draft.type)) {
    const message = `type: '${String(draft.type)}' is not an event of the catalogue`;
    throw new DraftRefused(refuse("unknown-event", message, { field: "type" }));
  }
  const definition = eventDefinition(draft.type);
  if (!definition.streams.includes(name.kind)) {
    const allowed = definition.streams.map((kind) => `'${kind}'`).join(" or ");
    const message = `stream: '${draft.type}' belongs on a stream of kind ${allowed}, not on '${stream}'`;
    throw new DraftRefused(refuse("invalid-input", message, { field: "stream" }));
  }
  const parsed = definition.data.safeParse(draft.data);
  if (!parsed.success) {
    const refusal = refuseInvalid(parsed.error);
    const issues = refusal.issues?.map((issue) => ({ ...issue, field: dataField(issue.field) }));
    throw new DraftRefused({
      ...refusal,
      message: `data.${refusal.message}`,
      field: dataField(refusal.field ?? "(root)"),
      ...(issues === undefined ? {} : { issues }),
    });
  }
  return parsed.data;
}

function checkedText(data: unknown): string {
  const text = JSON.stringify(data);
  const bytes = Buffer.byteLength(text);
  if (bytes > limits.entryDataBytes) {
    const message = `data: is ${bytes} bytes of JSON, more than the limit of ${limits.entryDataBytes}`;
    throw new DraftRefused(refuse("too-large", message, { field: "data", limit: limits.entryDataBytes }));
  }
  return text;
}

function dataField(field: string): string {
  return field === "(root)" ? "data" : `data.${field}`;
}

function checkAttributes(id: string, draft: EntryDraft): void {
  if (id.length === 0 || id.length > limits.idLength) {
    const message = `id: has ${id.length} characters; 1 to ${limits.idLength} are allowed`;
    throw new DraftRefused(refuse("invalid-input", message, { field: "id", limit: limits.idLength }));
  }
  if (controlCharacters.test(id) || !id.isWellFormed()) {
    throw new DraftRefused(refuse("invalid-input", "id: holds a control character", { field: "id" }));
  }
  for (const field of ["source", "subject"] as const) {
    const length = draft[field]?.length ?? 0;
    if (length > attributeLength) {
      const message = `${field}: has ${length} characters, more than the limit of ${attributeLength}`;
      throw new DraftRefused(refuse("too-large", message, { field, limit: attributeLength }));
    }
  }
  if (draft.time !== undefined && !entrySchema.shape.time.safeParse(draft.time).success) {
    const message = `time: '${draft.time}' is not an ISO 8601 time`;
    throw new DraftRefused(refuse("invalid-input", message, { field: "time" }));
  }
}
