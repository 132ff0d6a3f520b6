import { describe, expect, it } from "vitest";
import { z } from "zod";
import { toJsonSchema } from "./json-schema.ts";
import { type Direction, findIncompatibilities, isSameSchema } from "./schema-compatibility.ts";

const base = z.object({
  id: z.string().max(100),
  count: z.int().min(0),
  kind: z.enum(["a", "b"]),
  note: z.string().optional(),
  by: z.object({ name: z.string() }).nullable(),
  tags: z.array(z.string()),
  extra: z.record(z.string(), z.unknown()),
});

function problems(next: z.ZodType, io: Direction, previous: z.ZodType = base): string[] {
  const found = findIncompatibilities(toJsonSchema(previous, { io }), toJsonSchema(next, { io }), io);
  return found.map(({ field, message }) => `${field} ${message}`);
}

describe("a payload's change breaks those who", () => {
  it.each<Direction>(["input", "output"])("%s it where it loses or narrows something", (io) => {
    expect(problems(base, io)).toEqual([]);
    expect(problems(base.omit({ note: true }), io)).toEqual(["note is gone"]);
    expect(problems(base.extend({ id: z.string().max(50) }), io)).toEqual(["id maxLength was 100, now is 50"]);
    expect(problems(base.extend({ note: z.string().min(3).optional() }), io)).toEqual([
      "note minLength was not there, now is 3",
    ]);
    expect(problems(base.extend({ count: z.int().min(1) }), io)).toEqual(["count minimum was 0, now is 1"]);
    expect(problems(base.extend({ count: z.string() }), io)).toContain("count no longer takes integer");
    expect(problems(base.extend({ kind: z.enum(["a"]) }), io)).toEqual(['kind lost "b"']);
    expect(problems(base.extend({ kind: z.literal("a") }), io)).toEqual(['kind lost "b"']);
    expect(problems(base.extend({ id: z.enum(["x"]) }), io)).toEqual(['id now takes only "x"']);
    expect(problems(base.extend({ id: z.uuid() }), io)).toContain("id format came or changed");
    expect(problems(base.extend({ by: z.object({ name: z.string() }) }), io)).toEqual(["by no longer takes null"]);
    expect(problems(base.extend({ by: z.object({}).nullable() }), io)).toEqual(["by.name is gone"]);
    expect(problems(base.extend({ tags: z.array(z.string().max(3)) }), io)).toEqual([
      "tags[] maxLength was not there, now is 3",
    ]);
    expect(problems(base.extend({ tags: z.array(z.string()).max(9) }), io)).toEqual([
      "tags maxItems was not there, now is 9",
    ]);
    expect(problems(base.extend({ extra: z.record(z.string(), z.string()) }), io)).toEqual([
      "extra.* took anything, now only string",
    ]);
  });

  it("write it where it asks for more", () => {
    expect(problems(base.extend({ more: z.string() }), "input")).toEqual(["more is now required"]);
    expect(problems(base.extend({ note: z.string() }), "input")).toEqual(["note is now required"]);
    expect(problems(z.strictObject(base.shape), "input")).toEqual(["(root) additionalProperties narrowed"]);
  });

  it("read it where it gives less, or other than they know", () => {
    expect(problems(base.extend({ id: z.string().max(100).optional() }), "output")).toEqual([
      "id was always there, now is optional",
    ]);
    expect(problems(base.extend({ count: z.int().min(0).nullable() }), "output")).toEqual(["count may now be null"]);
    expect(problems(base.extend({ count: z.number().min(0) }), "output")).toEqual(["count may now be number"]);
    expect(problems(base.extend({ id: z.unknown() }), "output")).toEqual(["id was string, now may be anything"]);
  });
});

describe("a payload's change breaks nobody where", () => {
  it.each<Direction>(["input", "output"])("%s: something optional or a member of an enum is new", (io) => {
    expect(problems(base.extend({ more: z.string().optional() }), io)).toEqual([]);
    expect(problems(base.extend({ kind: z.enum(["a", "b", "c"]) }), io)).toEqual([]);
    expect(problems(base.extend({ id: z.string().max(200) }), io)).toEqual([]);
    expect(problems(base.extend({ id: z.string().describe("said better").max(100) }), io)).toEqual([]);
  });

  it("a sender may write more than before", () => {
    expect(problems(base.extend({ id: z.string().optional() }), "input")).toEqual([]);
    expect(problems(base.extend({ count: z.number().min(0) }), "input")).toEqual([]);
    expect(problems(base.extend({ count: z.int().min(0).nullable() }), "input")).toEqual([]);
  });

  it("a reader gets more than before", () => {
    expect(problems(base.extend({ note: z.string() }), "output")).toEqual([]);
    expect(problems(base.extend({ note: z.string().default("") }), "output")).toEqual([]);
  });
});

it("names the choice of a union that went", () => {
  const a = z.object({ kind: z.literal("a"), x: z.string() });
  const b = z.object({ kind: z.literal("b") });
  const union = z.object({ of: z.discriminatedUnion("kind", [a, b]) });
  const less = z.object({ of: z.discriminatedUnion("kind", [a]) });
  const other = z.object({ of: z.discriminatedUnion("kind", [a.omit({ x: true }), b]) });
  expect(problems(less, "input", union)).toEqual(['of no longer takes object with kind="b"']);
  expect(problems(other, "input", union)).toEqual(["of.x is gone"]);
});

it("tells what is said to people from what is promised", () => {
  expect(isSameSchema({ type: "string", description: "a" }, { description: "b", type: "string" })).toBe(true);
  expect(isSameSchema({ properties: { title: { type: "string" } } }, { properties: {} })).toBe(false);
  expect(isSameSchema({ type: "string" }, { type: "number" })).toBe(false);
});
