/**
 * A value as Postgres can unpack it from JSON, and keep it as text: it takes neither NUL nor half of a surrogate pair,
 * both of which JSON allows. They are replaced by U+FFFD.
 */
export function storable<T>(value: T): T {
  // Each string stays a string and each object keeps its keys, so the shape is the same.
  return storableValue(value) as T;
}

function storableValue(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed().replaceAll("\0", "\ufffd");
  if (Array.isArray(value)) return value.map(storableValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [storableValue(key), storableValue(each)]));
}
