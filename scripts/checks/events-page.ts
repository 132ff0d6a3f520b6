import { z } from "zod";
import type { EventDefinition } from "#lib/contract/event-definition";

/** The page that lists every durable event with its version, the streams that carry it, and its payload's fields. */
export function renderEventsPage(events: readonly (readonly [type: string, definition: EventDefinition])[]): string {
  const sections = events.map(([type, definition]) => renderEvent(type, definition));
  return `${[
    "# Events",
    "",
    "Made from the catalogue in `lib/contract` by `node scripts/generated-docs.ts --write`; edit it there.",
    "The same catalogue gives the server's and the browser's types, the AsyncAPI document at",
    "`/api/v1/asyncapi.json`, and the lock file that makes an incompatible change fail. `docs/protocol.md` says how",
    "entries travel; an event's payload is the `data` of its entry.",
    "",
    ...sections,
  ].join("\n")}`;
}

function renderEvent(type: string, { version, streams, doc, data, example }: EventDefinition): string {
  const carriers = streams.map((kind) => (kind === "system" ? "`system`" : `\`${kind}:\``)).join(", ");
  const fields = fieldsOf(data);
  return [
    `## ${type}`,
    "",
    `Version ${version}, in ${carriers}. ${doc}`,
    "",
    ...(fields === "" ? [] : [`Fields: ${fields}.`, ""]),
    "```json",
    JSON.stringify(example, null, 2),
    "```",
    "",
  ].join("\n");
}

/** Names of the payload's fields; the optional ones carry a question mark. */
function fieldsOf(data: z.ZodType): string {
  const schema = z.toJSONSchema(data, { io: "input", unrepresentable: "any" });
  const required = new Set(schema.required ?? []);
  return Object.keys(schema.properties ?? {})
    .map((name) => `\`${name}${required.has(name) ? "" : "?"}\``)
    .join(", ");
}
