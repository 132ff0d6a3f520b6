import { describe, expect, test } from "vitest";
import { clockText, durationText, relativeTimeText } from "./time-text.ts";

describe("relative time", () => {
  const now = Date.parse("2026-11-01T12:00:00Z");
  test.each([
    [0, "now"],
    [-4_999, "now"],
    [-12_000, "12 s ago"],
    [-90_000, "1 min ago"],
    [-3 * 3_600_000, "3 h ago"],
    [-50 * 3_600_000, "2 d ago"],
    [90_000, "in 1 min"],
    [-40 * 86_400_000, "2026-09-22"],
  ])("reads %d ms from now as %s", (offset, text) => {
    expect(relativeTimeText(now + offset, now)).toBe(text);
  });
});

describe("durations", () => {
  test.each([
    [-5, "0 ms"],
    [840, "840 ms"],
    [3_290, "3.2 s"],
    [9_990, "9.9 s"],
    [42_900, "42 s"],
    [125_000, "2 min 05 s"],
    [3_840_000, "1 h 04 min"],
    [183_600_000, "2 d 3 h"],
  ])("reads %d ms as %s", (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});

test("a time of day has its hours, minutes, seconds and milliseconds", () => {
  expect(clockText(new Date(2026, 10, 1, 9, 3, 7, 42))).toBe("09:03:07.042");
});
