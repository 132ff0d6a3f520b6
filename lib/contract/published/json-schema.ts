import { z } from "zod";
import { streamNameSchema } from "../stream-name.ts";

/** A JSON Schema, as far as the documents and the lock look into it. */
export type JsonSchema = { [keyword: string]: unknown };

/**
 * A zod schema as JSON Schema: `input` is what may be sent (defaults make fields optional), `output` what is received.
 * Draft 2020-12 is OpenAPI 3.1's own dialect; AsyncAPI 3 wants draft 7.
 */
export function toJsonSchema(
  schema: z.ZodType,
  { io, target = "draft-2020-12" }: { io: "input" | "output"; target?: "draft-2020-12" | "draft-7" },
): JsonSchema {
  const { $schema: _, ...bare } = z.toJSONSchema(schema, {
    io,
    target,
    unrepresentable: "any",
    override({ zodSchema, jsonSchema }) {
      // The one schema that is a function of ours.
      if (Object.is(zodSchema, streamNameSchema)) Object.assign(jsonSchema, streamNameJsonSchema);
      // A field that a newer server adds must not make a reader's check fail.
      if (io === "output" && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      // A refinement of zod's: JavaScript's safe integers say nothing to a reader.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  return bare;
}

const streamNameJsonSchema = {
  type: "string",
  pattern: "^(system|(org|admins|team|user|run|task|doc):[A-Za-z0-9_.-]+)$",
};
