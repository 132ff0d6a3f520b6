import { expect, it } from "vitest";
import { checkSameOrigin } from "./same-origin.ts";

const allowed = ["https://signalbox.test"];
const isTaken = (origin?: string, fetchSite?: string) =>
  checkSameOrigin({ origin, "sec-fetch-site": fetchSite, host: "signalbox.test" }, allowed).ok;

it("takes what a page of ours asks for", () => {
  expect(isTaken("https://signalbox.test")).toBe(true);
  expect(isTaken(undefined, "same-origin")).toBe(true);
  expect(isTaken("https://alias.test", "same-origin")).toBe(true);
});

it("takes what a program asks for, which says nothing of where it comes from", () => {
  expect(isTaken()).toBe(true);
});

it("refuses what another page asks for", () => {
  expect(isTaken("https://evil.test")).toBe(false);
  expect(isTaken("null", "cross-site")).toBe(false);
  expect(isTaken(undefined, "same-site")).toBe(false);
  expect(isTaken(undefined, "none")).toBe(false);
  expect(isTaken("https://signalbox.test.evil.test")).toBe(false);
});
