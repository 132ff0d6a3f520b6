import { expect, it } from "vitest";
import { emptyRunState } from "#lib/domain/run-state";
import { createRunMemory, type RememberedRun } from "./run-memory.ts";

const runAt = (offset: number, ids: string[] | null = []): RememberedRun => ({
  state: { ...emptyRunState, offset },
  nodes: [],
  nodeIds: new Set(),
  entryIds: ids === null ? null : new Set(ids),
});

it("gives a run back only where its stream has not grown elsewhere", () => {
  const memory = createRunMemory();
  memory.keep("a", runAt(3), ["1", "2", "3"]);
  expect(memory.at("a", 3)?.entryIds).toEqual(new Set(["1", "2", "3"]));
  expect(memory.at("a", 4)).toBeNull();
  expect(memory.at("b", 0)).toBeNull();
});

it("forgets the run that was used the longest time ago", () => {
  const memory = createRunMemory();
  for (let run = 0; run < 301; run += 1) memory.keep(`r${run}`, runAt(1), ["1"]);
  expect(memory.at("r0", 1)).toBeNull();
  expect(memory.at("r1", 1)).not.toBeNull();
});

it("asks the database about the ids of a run that has very many", () => {
  const memory = createRunMemory();
  const ids = Array.from({ length: 100_001 }, (_, index) => `${index}`);
  memory.keep("a", runAt(1), ids);
  expect(memory.at("a", 1)?.entryIds).toBeNull();
});
