import { expect, test } from "vitest";
import { idSchema, parseStreamName } from "./stream-name.ts";

test("an id is no name that every object has, so that records by id hold only what was put there", () => {
  for (const id of ["__proto__", "constructor", "toString", "hasOwnProperty", "__defineGetter__"]) {
    expect(idSchema.safeParse(id).success, id).toBe(false);
  }
  for (const id of ["proto", "Constructor", "__init__", "a.b-c_1"])
    expect(idSchema.safeParse(id).success, id).toBe(true);
});

test("a stream's name is 'system', or a kind and an id", () => {
  expect(parseStreamName("system")).toEqual({ kind: "system" });
  expect(parseStreamName("run:a.b")).toEqual({ kind: "run", id: "a.b" });
  for (const name of ["", "run:", ":a", "system:a", "run:a b", "run:a:b", "nothing:a"]) {
    expect(parseStreamName(name), name).toBeNull();
  }
});
