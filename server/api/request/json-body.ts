import type { z } from "zod";
import { limits } from "#lib/contract/limits";
import type { BodyDefinition } from "../route.ts";

/** A JSON body of at most 2 MiB. `whenEmpty` stands for a body that was left out. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema, whenEmpty?: unknown): BodyDefinition<Schema> {
  return {
    schema,
    as: "json",
    contentTypes: ["application/json"],
    maxBytes: limits.requestBodyBytes,
    ...(whenEmpty !== undefined && { whenEmpty }),
  };
}
