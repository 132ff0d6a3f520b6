import { expect, it } from "vitest";
import { lastWords } from "./writing-line.ts";

it("shows the end of what is written, from a word's beginning, on one line", () => {
  expect(lastWords("Dear Ada,\nthank you ")).toBe("Dear Ada, thank you");
  expect(lastWords("A very long answer that goes on and on until its very end")).toBe(
    "… goes on and on until its very end",
  );
  expect(lastWords("x".repeat(60))).toBe(`…${"x".repeat(34)}`);
});
