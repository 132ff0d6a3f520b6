import { z } from "zod";
import { limits } from "./limits.ts";

/** The kinds of stream. The first five are joined by the server at the handshake, the last three on request. */
export const streamKinds = ["system", "org", "admins", "team", "user", "run", "task", "doc"] as const;
export type StreamKind = (typeof streamKinds)[number];

/** Streams that a client asks for with `watch`; the server checks each request. */
export const watchableKinds = ["run", "task", "doc"] as const satisfies readonly StreamKind[];

/** The name of a stream: `system`, or `<kind>:<id>`. */
export type StreamName = "system" | `${Exclude<StreamKind, "system">}:${string}`;

export type ParsedStreamName = { kind: "system" } | { kind: Exclude<StreamKind, "system">; id: string };

const idPattern = /^[A-Za-z0-9_.-]+$/;

/** An id that may stand in a stream's name, an address and an event's subject. */
export const idSchema = z
  .string()
  .min(1)
  .max(limits.idLength)
  .regex(idPattern, "may hold letters, digits, '_', '.' and '-' only")
  // Records by id are plain objects, in which these names find what nobody put there.
  .refine((id) => !(id in Object.prototype), "is a name that every object has, such as 'constructor'; choose another");

/** Splits a stream's name. Returns null where it is not the name of a stream. */
export function parseStreamName(name: string): ParsedStreamName | null {
  if (name === "system") return { kind: "system" };
  const colon = name.indexOf(":");
  if (colon < 1) return null;
  const kind = name.slice(0, colon);
  const id = name.slice(colon + 1);
  if (!isIdentifiedKind(kind) || id.length > limits.idLength || !idPattern.test(id)) return null;
  return { kind, id };
}

function isIdentifiedKind(kind: string): kind is Exclude<StreamKind, "system"> {
  return kind !== "system" && (streamKinds as readonly string[]).includes(kind);
}

export const streamNameSchema = z.custom<StreamName>(
  (value) => typeof value === "string" && parseStreamName(value) !== null,
  { error: "is not the name of a stream: expected 'system' or '<kind>:<id>'" },
);

/** Builds the name of a stream. */
export function streamName<K extends Exclude<StreamKind, "system">>(kind: K, id: string): `${K}:${string}` {
  return `${kind}:${id}`;
}
