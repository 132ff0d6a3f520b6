import { dataSchemaPath, type EventType, eventDefinition, eventTypes } from "../catalogue.ts";
import { type JsonSchema, toJsonSchema } from "./json-schema.ts";

/** What is published of one event's payload. */
export interface PublishedEvent {
  type: EventType;
  version: number;
  /** What a sender may write. */
  input: JsonSchema;
  /** What a reader gets. */
  output: JsonSchema;
}

/** The schemas of all events of the catalogue, sorted by type. */
export function publishedEvents(): PublishedEvent[] {
  return [...eventTypes].sort().map((type) => {
    const { version, data } = eventDefinition(type);
    return { type, version, input: toJsonSchema(data, { io: "input" }), output: toJsonSchema(data, { io: "output" }) };
  });
}

/** The document behind `dataschema`, or null for a type or version that this build does not know. */
export function dataSchemaDocument(type: string, version: string): JsonSchema | null {
  const known = eventTypes.find((each) => each === type);
  if (known === undefined || String(eventDefinition(known).version) !== version) return null;
  const { doc, data, example } = eventDefinition(known);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: dataSchemaPath(known),
    title: known,
    description: doc,
    ...toJsonSchema(data, { io: "input" }),
    examples: [example],
  };
}
