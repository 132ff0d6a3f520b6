import { describe, expect, it } from "vitest";
import { smallInstance } from "../testing/small-instance.ts";
import { readRecordedRun } from "./read-recorded-run.ts";
import { scheduleTasks } from "./schedule-tasks.ts";

const { workflow } = smallInstance;
const { specification, execution } = workflow;

function read(document: unknown) {
  const result = readRecordedRun(document, "file");
  if (!result.ok) throw new Error(result.message);
  return result.value;
}
const times = (run: ReturnType<typeof read>) =>
  scheduleTasks(run).tasks.map(({ task, startMs, endMs }) => [task.id, startMs, endMs]);

describe("a recorded execution", () => {
  it("is read with its graph, its durations and its machines", () => {
    const run = read(smallInstance);
    expect(run.name).toBe("small");
    expect(run.graph.nodes.map(({ id }) => id)).toEqual(["split", "left", "right", "join"]);
    expect(run.graph.edges).toHaveLength(4);
    expect(run.tasks.map(({ durationMs }) => durationMs)).toEqual([1_000, 2_250, 3_000, 250]);
    expect(run.machines).toEqual(new Map([["m", 1]]));
    expect(run.notes).toEqual(["Tasks do not say when they began: it is worked out from parents and machines."]);
  });

  it("runs each task when its parents have ended and a core is free", () => {
    expect(times(read(smallInstance))).toEqual([
      ["split", 0, 1_000],
      ["left", 1_000, 3_250],
      ["right", 3_250, 6_250],
      ["join", 6_250, 6_500],
    ]);
  });

  it("takes the record's own times where it has them", () => {
    const tasks = execution.tasks.map((task, index) => ({ ...task, executedAt: `2026-01-01T00:00:0${index * 2}Z` }));
    const run = read({ ...smallInstance, workflow: { specification, execution: { ...execution, tasks } } });
    expect(times(run).map(([, start]) => start)).toEqual([0, 2_000, 4_000, 6_000]);
    expect(run.notes).toEqual([]);
  });

  it("leaves out cores that the record's own duration disproves, and says what it cannot place", () => {
    const taking = (seconds: number) => ({
      ...smallInstance,
      workflow: { specification, execution: { ...execution, makespanInSeconds: seconds } },
    });
    const fast = scheduleTasks(read(taking(4.25)));
    expect(fast.tasks.map(({ startMs }) => startMs)).toEqual([0, 1_000, 1_000, 4_000]);
    expect(fast.notes[0]).toContain("cores");
    expect(scheduleTasks(read(taking(100))).notes[0]).toContain("not in the file");
  });

  it("is met with notes where fields are missing", () => {
    const bare = read({
      workflow: { specification: { tasks: [{ name: "a" }, { name: "b", parents: ["a", "gone"] }] } },
    });
    expect(bare.tasks.map(({ id, parents, durationMs }) => [id, parents, durationMs])).toEqual([
      ["a", [], 0],
      ["b", ["a"], 0],
    ]);
    expect(bare.name).toBe("file");
    expect(bare.notes.join("\n")).toMatch(
      /execution\.tasks is missing[\s\S]*1 edges lead[\s\S]*schemaVersion[\s\S]*name is missing/,
    );
    const unspecified = read({ ...smallInstance, workflow: { execution } });
    expect(unspecified.tasks).toHaveLength(4);
    expect(unspecified.graph.edges).toEqual([]);
    const untimed = { ...execution, tasks: execution.tasks.map(({ id }) => ({ id, runtimeInSeconds: "long" })) };
    expect(read({ ...smallInstance, workflow: { specification, execution: untimed } }).notes.join()).toContain(
      "4 tasks have no",
    );
  });

  it("gets ids that fit ours where its own do not", () => {
    const tasks = [{ id: "a b" }, { id: "a_b", parents: ["a b"] }, { id: "x".repeat(300), parents: ["a_b"] }];
    const run = read({ workflow: { specification: { tasks } } });
    expect(run.tasks.map(({ id }) => id)).toEqual(["a_b", "a_b-2", "x".repeat(180)]);
    expect(run.graph.edges.map(({ source, target }) => [source, target.slice(0, 5)])).toEqual([
      ["a_b", "a_b-2"],
      ["a_b-2", "xxxxx"],
    ]);
  });

  it("S13: is refused where it is none, with the field", () => {
    expect(readRecordedRun({}, "file")).toMatchObject({ ok: false, field: "workflow" });
    expect(readRecordedRun({ workflow: {} }, "file")).toMatchObject({ field: "workflow.specification.tasks" });
    expect(readRecordedRun([], "file")).toMatchObject({ ok: false });
  });

  it("ends although its tasks wait for each other", () => {
    const tasks = [
      { id: "a", parents: ["b"] },
      { id: "b", parents: ["a"] },
    ];
    expect(times(read({ workflow: { specification: { tasks } } }))).toHaveLength(2);
  });
});
