import { html } from "hono/html";
import { z } from "zod";
import type { JsonSchema } from "#lib/contract/published/json-schema";
import { prose } from "./prose.ts";

/** As much of JSON Schema as the page shows; anything else is passed over. */
const shownSchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  items: z.looseObject({}).optional(),
  anyOf: z.array(z.looseObject({})).optional(),
  oneOf: z.array(z.looseObject({})).optional(),
  properties: z.record(z.string(), z.looseObject({})).optional(),
  required: z.array(z.string()).default([]),
  description: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  maxItems: z.number().optional(),
});

interface Row {
  name: string;
  type: string;
  required: boolean;
  description: string;
}

/** A payload's fields as a table; those of nested objects follow their parent as `parent.field`. */
export function schemaTable(schema: JsonSchema, label: string) {
  const rows = fieldsOf(schema, "", 3);
  if (rows.length === 0) return html`<p>${typeName(schema)}</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">
    <table>
      <thead><tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col">About</th></tr></thead>
      <tbody>${rows.map(
        ({ name, type, required, description }) =>
          html`<tr><td><code>${name}</code></td><td>${type}${required ? "" : ", optional"}</td><td>${prose(description)}</td></tr>`,
      )}</tbody>
    </table>
  </div>`;
}

function fieldsOf(schema: JsonSchema, prefix: string, depth: number): Row[] {
  const { properties, required, items, anyOf, oneOf } = shownSchema.parse(schema);
  if (depth === 0) return [];
  if (items !== undefined) return fieldsOf(items, prefix === "" ? "[]." : `${prefix.slice(0, -1)}[].`, depth);
  const choices = (anyOf ?? oneOf)?.filter((choice) => choice.type !== "null") ?? [];
  if (choices[0] !== undefined && properties === undefined) return fieldsOf(choices[0], prefix, depth);
  return Object.entries(properties ?? {}).flatMap(([name, field]) => [
    {
      name: prefix + name,
      type: typeName(field),
      required: required.includes(name),
      description: describe(field),
    },
    ...fieldsOf(field, `${prefix}${name}.`, depth - 1),
  ]);
}

/** A type in words: `string or null`, `list of object`, `"a" | "b"`. */
export function typeName(schema: JsonSchema): string {
  const { type, enum: members, items, anyOf, oneOf, ...rest } = shownSchema.parse(schema);
  if ("const" in rest) return JSON.stringify(rest.const);
  if (members !== undefined) return members.map((member) => JSON.stringify(member)).join(" | ");
  const choices = anyOf ?? oneOf;
  if (choices !== undefined) return [...new Set(choices.map(typeName))].join(" or ");
  if (items !== undefined) return `list of ${typeName(items)}`;
  return Array.isArray(type) ? type.join(" or ") : (type ?? "any JSON");
}

function describe(schema: JsonSchema): string {
  const { description, minimum, maximum, maxLength, maxItems } = shownSchema.parse(schema);
  const bounds = [
    minimum === undefined ? null : `${minimum} or more`,
    maximum === undefined ? null : `${maximum} at most`,
    maxLength === undefined ? null : `${maxLength} characters at most`,
    maxItems === undefined ? null : `${maxItems} items at most`,
  ].filter((bound) => bound !== null);
  return [description, bounds.length === 0 ? undefined : `${bounds.join(", ")}.`].filter(Boolean).join(" ");
}
