import { expect, test } from "vitest";
import { limits } from "#lib/contract/limits";
import { byteLength, previewOf } from "./preview.ts";

test("a small value is shown whole", () => {
  expect(previewOf({ ticket: 42 })).toEqual({ text: '{"ticket":42}', bytes: 13, truncated: false });
});

test("a large value is cut between characters, within the limit, and says its whole size", () => {
  const preview = previewOf("ü€😀".repeat(2_000));
  expect(preview.truncated).toBe(true);
  expect(byteLength(preview.text)).toBeLessThanOrEqual(limits.previewBytes);
  expect(preview.bytes).toBe(2_000 * 9 + 2);
  expect(preview.text.isWellFormed()).toBe(true);
});

test("nothing is shown as null", () => {
  expect(previewOf(undefined).text).toBe("null");
});
