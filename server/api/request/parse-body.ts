import { ok, type Result, refuse, refuseInvalid } from "#lib/contract/problem";
import type { BodyDefinition, RawBody } from "../route.ts";
import { parseJson } from "./parse-json.ts";
import { readBody } from "./read-body.ts";

export interface ParsedBody {
  value: unknown;
  /** As it was sent, for the fingerprint of an `Idempotency-Key`. */
  text: string;
}

/**
 * Reads and checks a request's body as its route defines it. Refuses with `unsupported-media-type`, `too-large`,
 * `malformed-json`, or `invalid-input` with the field at fault.
 */
export async function parseBody(request: Request, definition: BodyDefinition): Promise<Result<ParsedBody>> {
  const contentType = mediaType(request.headers.get("content-type"));
  const read = await readBody(request, definition.maxBytes);
  if (!read.ok) return read;
  const text = read.value;
  if (definition.as === "raw") {
    const value: RawBody = { text, contentType };
    return ok({ value, text });
  }
  if (text === "" && definition.whenEmpty !== undefined) return ok({ value: definition.whenEmpty, text });
  if (!definition.contentTypes.includes(contentType)) {
    const wanted = definition.contentTypes.join(" or ");
    const got = contentType === "" ? "No Content-Type was given" : `Content-Type is '${contentType}'`;
    return refuse("unsupported-media-type", `${got}: ${wanted} is wanted.`, { field: "Content-Type" });
  }
  const json = parseJson(text);
  if (!json.ok) return json;
  if (definition.as === "unchecked") return ok({ value: json.value, text });
  const parsed = definition.schema.safeParse(json.value);
  return parsed.success ? ok({ value: parsed.data, text }) : refuseInvalid(parsed.error);
}

/** `application/json; charset=utf-8` → `application/json`. */
function mediaType(header: string | null): string {
  return (header ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}
