import { expect, test } from "vitest";
import { parseJson } from "./parse-json.ts";

const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

test("S13: JSON that lies deeper in itself than the limit is refused, and names the limit", () => {
  expect(parseJson(nested(100)).ok).toBe(true);
  for (const depth of [101, 1_000_000]) {
    expect(parseJson(nested(depth))).toMatchObject({ ok: false, code: "too-large", field: "(body)", limit: 100 });
  }
  expect(parseJson('{"a":'.repeat(101))).toMatchObject({ ok: false, code: "too-large" });
});

test("brackets in strings count for nothing, whatever is escaped", () => {
  for (const value of [
    "[".repeat(500),
    `\\"${"{".repeat(500)}`,
    "\\\\",
    '"',
    { "[[": ["]", `${"[".repeat(200)}\\`] },
  ]) {
    expect(parseJson(JSON.stringify(value))).toEqual({ ok: true, value });
  }
});

test("many values beside each other are not deep", () => {
  expect(parseJson(JSON.stringify(Array.from({ length: 10_000 }, () => [{}]))).ok).toBe(true);
});

test("S13: what is not JSON is refused with the reason", () => {
  for (const text of ["", "{", '"', '"\\', "]]]]"]) expect(parseJson(text)).toMatchObject({ code: "malformed-json" });
});
