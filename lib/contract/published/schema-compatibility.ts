import type { JsonSchema } from "./json-schema.ts";

/** One way in which a schema no longer keeps what it promised. */
export interface Incompatibility {
  /** The field at fault, such as `run.counts.total`; `(root)` for the payload itself. */
  field: string;
  message: string;
}

/** `input` is what senders write: it may only loosen. `output` is what readers get: it may not lose anything. */
export type Direction = "input" | "output";

/**
 * What of `next` breaks those who rely on `previous`, field by field. Both directions refuse that a field, a member or
 * a choice goes, that a type or a bound narrows, or that an object closes. Beyond that a sender must not be asked for
 * more (a field becomes required), and a reader must not be given less or other than it knows (a field becomes
 * optional, a type gains another). New optional fields and new members of an enum are compatible: readers pass over
 * what they do not know. Written for the schemas that zod makes; a keyword that is not known here may not change.
 */
export function findIncompatibilities(
  previous: JsonSchema,
  next: JsonSchema,
  direction: Direction,
  field = "",
): Incompatibility[] {
  const at = field === "" ? "(root)" : field;
  const choices = compareChoices(previous, next, direction, at);
  if (choices !== null) return choices;
  return [
    ...compareTypes(previous, next, direction, at),
    ...compareMembers(previous, next, at),
    ...compareBounds(previous, next, at),
    ...compareFixed(previous, next, at),
    ...compareFields(previous, next, direction, field),
    ...compareParts(previous, next, direction, field),
  ];
}

/** Are the schemas the same, but for what is only said to people? */
export function isSameSchema(a: unknown, b: unknown): boolean {
  return JSON.stringify(normalized(a)) === JSON.stringify(normalized(b));
}

const remarks = new Set(["description", "title", "examples", "$schema", "$id", "deprecated"]);

function normalized(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalized);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([key, each]) => !remarks.has(key) || isObject(each));
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, normalized(each)]));
}

/** `anyOf` and `oneOf`: each choice that was there must still be, and a reader must not meet one that is new. */
function compareChoices(
  previous: JsonSchema,
  next: JsonSchema,
  direction: Direction,
  at: string,
): Incompatibility[] | null {
  const before = choicesOf(previous);
  const after = choicesOf(next);
  if (before.length === 1 && after.length === 1) return null;
  const field = at === "(root)" ? "" : at;
  const problems: Incompatibility[] = [];
  for (const choice of before) {
    const same = after.filter((candidate) => kindOf(candidate) === kindOf(choice));
    const found = same.map((candidate) => findIncompatibilities(choice, candidate, direction, field));
    const best = found.sort((a, b) => a.length - b.length)[0];
    if (best === undefined) problems.push({ field: at, message: `no longer takes ${kindOf(choice)}` });
    else problems.push(...best);
  }
  if (direction === "input") return problems;
  const kinds = new Set(before.map(kindOf));
  for (const choice of after) {
    if (!kinds.has(kindOf(choice))) problems.push({ field: at, message: `may now be ${kindOf(choice)}` });
  }
  return problems;
}

function choicesOf(schema: JsonSchema): JsonSchema[] {
  const choices = schema.anyOf ?? schema.oneOf;
  return Array.isArray(choices) ? choices.filter(isObject) : [schema];
}

/** What tells choices apart: their type, and the constants of a discriminated union. */
function kindOf(schema: JsonSchema): string {
  const constants = Object.entries(objectOf(schema.properties))
    .filter(([, value]) => isObject(value) && "const" in value)
    .map(([name, value]) => `${name}=${JSON.stringify(objectOf(value).const)}`);
  const type = "const" in schema ? JSON.stringify(schema.const) : typesOf(schema).join("|") || "anything";
  return [type, ...constants].join(" with ");
}

function compareTypes(previous: JsonSchema, next: JsonSchema, direction: Direction, field: string): Incompatibility[] {
  const before = typesOf(previous);
  const after = typesOf(next);
  // No type at all is every type.
  if (before.length === 0 && after.length === 0) return [];
  if (before.length === 0) return [{ field, message: `took anything, now only ${after.join(" or ")}` }];
  if (after.length === 0) {
    return direction === "input" ? [] : [{ field, message: `was ${before.join(" or ")}, now may be anything` }];
  }
  const takes = (types: readonly string[], type: string) =>
    types.includes(type) || (type === "integer" && types.includes("number"));
  const lost = before.filter((type) => !takes(after, type));
  const gained = direction === "input" ? [] : after.filter((type) => !takes(before, type));
  return [
    ...lost.map((type) => ({ field, message: `no longer takes ${type}` })),
    ...gained.map((type) => ({ field, message: `may now be ${type}` })),
  ];
}

function typesOf(schema: JsonSchema): string[] {
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  return types.filter((type) => typeof type === "string");
}

function compareMembers(previous: JsonSchema, next: JsonSchema, field: string): Incompatibility[] {
  const before = membersOf(previous);
  const after = membersOf(next);
  if (after === null) return [];
  if (before === null) return [{ field, message: `now takes only ${after.join(", ")}` }];
  return before.filter((member) => !after.includes(member)).map((member) => ({ field, message: `lost ${member}` }));
}

function membersOf(schema: JsonSchema): string[] | null {
  if ("const" in schema) return [JSON.stringify(schema.const)];
  return Array.isArray(schema.enum) ? schema.enum.map((member) => JSON.stringify(member)) : null;
}

const lowerBounds = ["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"];
const upperBounds = ["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"];

function compareBounds(previous: JsonSchema, next: JsonSchema, field: string): Incompatibility[] {
  const tightened = (keyword: string, isTighter: (before: number, after: number) => boolean) => {
    const before = previous[keyword];
    const after = next[keyword];
    if (typeof after !== "number") return [];
    if (typeof before === "number" && !isTighter(before, after)) return [];
    const was = typeof before === "number" ? `${before}` : "not there";
    return [{ field, message: `${keyword} was ${was}, now is ${after}` }];
  };
  return [
    ...lowerBounds.flatMap((keyword) => tightened(keyword, (before, after) => after > before)),
    ...upperBounds.flatMap((keyword) => tightened(keyword, (before, after) => after < before)),
  ];
}

/** Whether one pattern is within another nobody can say in general: it may go, but not come or change. */
function compareFixed(previous: JsonSchema, next: JsonSchema, field: string): Incompatibility[] {
  return ["pattern", "format", "multipleOf", "uniqueItems", "contentEncoding", "$ref"]
    .filter((keyword) => next[keyword] !== undefined && !isSameSchema(previous[keyword], next[keyword]))
    .map((keyword) => ({ field, message: `${keyword} came or changed` }));
}

function compareFields(
  previous: JsonSchema,
  next: JsonSchema,
  direction: Direction,
  prefix: string,
): Incompatibility[] {
  const before = objectOf(previous.properties);
  const after = objectOf(next.properties);
  const wasRequired = requiredOf(previous);
  const isRequired = requiredOf(next);
  const path = (name: string) => (prefix === "" ? name : `${prefix}.${name}`);
  const kept = Object.entries(before).flatMap(([name, schema]) => {
    const field = path(name);
    const now = after[name];
    if (now === undefined) return [{ field, message: "is gone" }];
    const lost = direction === "output" && wasRequired.has(name) && !isRequired.has(name);
    return [
      ...(lost ? [{ field, message: "was always there, now is optional" }] : []),
      ...findIncompatibilities(objectOf(schema), objectOf(now), direction, field),
    ];
  });
  if (direction === "output") return kept;
  const demanded = [...isRequired].filter((name) => !wasRequired.has(name));
  return [...kept, ...demanded.map((name) => ({ field: path(name), message: "is now required" }))];
}

/** Items of a list, values of a record, and whether an object takes fields that it does not name. */
function compareParts(previous: JsonSchema, next: JsonSchema, direction: Direction, prefix: string): Incompatibility[] {
  const at = prefix === "" ? "(root)" : prefix;
  const problems: Incompatibility[] = [];
  if (isObject(previous.items) && isObject(next.items)) {
    problems.push(...findIncompatibilities(previous.items, next.items, direction, `${prefix}[]`));
  } else if (!isObject(previous.items) && isObject(next.items) && typesOf(previous).includes("array")) {
    problems.push({ field: `${prefix}[]`, message: "took anything, now does not" });
  }
  for (const keyword of ["additionalProperties", "propertyNames"] as const) {
    const before = previous[keyword] ?? true;
    const after = next[keyword] ?? true;
    if (isObject(before) && isObject(after)) {
      problems.push(...findIncompatibilities(before, after, direction, `${prefix}.*`));
    } else if (before !== false && after !== true && !isSameSchema(before, after)) {
      problems.push({ field: at, message: `${keyword} narrowed` });
    }
  }
  return problems;
}

function requiredOf(schema: JsonSchema): Set<string> {
  return new Set(Array.isArray(schema.required) ? schema.required.filter((name) => typeof name === "string") : []);
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectOf(value: unknown): JsonSchema {
  return isObject(value) ? value : {};
}
