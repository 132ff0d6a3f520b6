import { expect, test } from "vitest";
import { moneyText } from "./money-text.ts";

test.each([
  [0, "$0.00"],
  [1_250_000, "$1.25"],
  [12_000, "$0.01"],
  [1_250, "$0.0013"],
  [35, "$0.000035"],
])("%d millionths of a dollar read %s", (micros, text) => {
  expect(moneyText(micros, "USD")).toBe(text);
});
