import { expect, it } from "vitest";
import { checkSameOrigin } from "./same-origin.ts";

const allowed = ["https://signalbox.test"];
const isTaken = (origin?: string, fetchSite?: string) => checkSameOrigin({ origin, fetchSite }, allowed).ok;

it("takes what a page of ours asks for", () => {
  expect(isTaken("https://signalbox.test")).toBe(true);
  expect(isTaken(undefined, "same-origin")).toBe(true);
  expect(isTaken("https://alias.test", "same-origin")).toBe(true);
});

it("refuses what another page asks for, and what does not say where it comes from", () => {
  expect(isTaken()).toBe(false);
  expect(isTaken("https://evil.test")).toBe(false);
  expect(isTaken("null", "cross-site")).toBe(false);
  expect(isTaken(undefined, "same-site")).toBe(false);
  expect(isTaken(undefined, "none")).toBe(false);
  expect(isTaken("https://signalbox.test.evil.test")).toBe(false);
});
