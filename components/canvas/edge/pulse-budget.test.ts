import { expect, it } from "vitest";
import { createPulseBudget } from "./pulse-budget.ts";

it("lets a few pulses travel at once, and the next when one has arrived", () => {
  let now = 0;
  const mayPulse = createPulseBudget(
    () => true,
    () => now,
  );
  const asked = Array.from({ length: 12 }, () => mayPulse());
  expect(asked.filter(Boolean)).toHaveLength(6);
  now = 700;
  expect(mayPulse()).toBe(true);
});

it("lets none begin while the diagram is dragged", () => {
  expect(createPulseBudget(() => false)()).toBe(false);
});
