import { expect, it } from "vitest";
import { createPulseBudget } from "./pulse-budget.ts";

it("lets a few pulses travel at once, and the next when one has arrived", () => {
  let now = 0;
  const mayPulse = createPulseBudget(() => now);
  const asked = Array.from({ length: 12 }, () => mayPulse());
  expect(asked.filter(Boolean)).toHaveLength(10);
  now = 700;
  expect(mayPulse()).toBe(true);
});
