import { expect, test } from "vitest";
import { createTurns } from "./turns.ts";

test("owners take turns, each of them in order, however much one of them adds", () => {
  const turns = createTurns<string>();
  for (const item of ["a1", "a2", "a3", "a4"]) turns.add("a", item);
  expect(turns.take()).toBe("a1");
  turns.add("b", "b1");
  turns.add("c", "c1");
  turns.add("b", "b2");
  expect(turns.size).toBe(6);
  const rest = Array.from({ length: 7 }, () => turns.take());
  expect(rest).toEqual(["a2", "b1", "c1", "a3", "b2", "a4", undefined]);
  expect(turns.size).toBe(0);
});
