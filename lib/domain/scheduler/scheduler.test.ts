import { expect, test } from "vitest";
import type { Graph } from "#lib/contract/graph";
import { indexGraph } from "../graph/graph-index.ts";
import { beginRun } from "./begin-run.ts";
import { type Execution, executionKey } from "./execution.ts";
import { advance } from "./scheduler.ts";

function graphOf(nodes: Record<string, string>, edges: [string, string, string?][]): Graph {
  return {
    nodes: Object.entries(nodes).map(([id, kind]) => ({ id, kind, name: id, position: { x: 0, y: 0 }, settings: {} })),
    edges: edges.map(([source, target, handle], at) => ({
      id: `e${at}`,
      source,
      target,
      ...(handle !== undefined && { sourceHandle: handle }),
    })),
    notes: [],
    groups: [],
  };
}

function ended(nodeId: string, change: Partial<Execution> = {}): Execution {
  return { nodeId, item: null, status: "succeeded", handles: null, reason: null, items: null, ...change };
}

function asMap(executions: Execution[]): Map<string, Execution> {
  return new Map(executions.map((each) => [executionKey(each.nodeId, each.item), each]));
}

test("a run begins at its trigger, and the other triggers are skipped", () => {
  const index = indexGraph(
    graphOf({ go: "manual-trigger", hook: "webhook-trigger", a: "transform" }, [
      ["go", "a"],
      ["hook", "a"],
    ]),
  );
  const begun = beginRun(index, "go");
  expect(begun.find(({ nodeId }) => nodeId === "hook")?.status).toBe("skipped");
  expect(advance(index, asMap(begun), begun).ready).toEqual([{ nodeId: "a", item: null }]);
});

test("a join waits for all of its edges", () => {
  const index = indexGraph(
    graphOf({ go: "manual-trigger", a: "transform", b: "transform", join: "transform" }, [
      ["go", "a"],
      ["go", "b"],
      ["a", "join"],
      ["b", "join"],
    ]),
  );
  const early = advance(index, asMap([ended("go"), ended("a")]), [{ nodeId: "a", item: null }]);
  expect(early.ready).toEqual([]);
  const late = advance(index, asMap([ended("go"), ended("a"), ended("b")]), [{ nodeId: "b", item: null }]);
  expect(late.ready).toEqual([{ nodeId: "join", item: null }]);
});

test("a branch not taken is skipped as far as nothing else leads there", () => {
  const index = indexGraph(
    graphOf(
      { go: "manual-trigger", if: "branch", yes: "transform", no: "transform", after: "transform", join: "transform" },
      [
        ["go", "if"],
        ["if", "yes", "yes"],
        ["if", "no", "otherwise"],
        ["no", "after"],
        ["after", "join"],
        ["yes", "join"],
      ],
    ),
  );
  const next = advance(index, asMap([ended("go"), ended("if", { handles: ["yes"] })]), [{ nodeId: "if", item: null }]);
  expect(next.ready).toEqual([{ nodeId: "yes", item: null }]);
  expect(next.skipped.map(({ nodeId, reason }) => [nodeId, reason])).toEqual([
    ["no", "branch-not-taken"],
    ["after", "branch-not-taken"],
  ]);
});

test("a failed node skips what follows it, and the run fails when the rest has ended", () => {
  const index = indexGraph(
    graphOf({ go: "manual-trigger", a: "transform", b: "transform" }, [
      ["go", "a"],
      ["a", "b"],
    ]),
  );
  const next = advance(index, asMap([ended("go"), ended("a", { status: "failed", handles: [] })]), [
    { nodeId: "a", item: null },
  ]);
  expect(next.skipped).toEqual([{ nodeId: "b", item: null, reason: "upstream-failed" }]);
  expect(next.finished).toBe("failed");
});

test("a failure that is continued from leads on by the handle error only", () => {
  const index = indexGraph(
    graphOf({ go: "manual-trigger", a: "transform", good: "transform", bad: "transform" }, [
      ["go", "a"],
      ["a", "good"],
      ["a", "bad", "error"],
    ]),
  );
  const next = advance(index, asMap([ended("go"), ended("a", { status: "failed", handles: ["error"] })]), [
    { nodeId: "a", item: null },
  ]);
  expect(next.ready).toEqual([{ nodeId: "bad", item: null }]);
  expect(next.skipped.map(({ nodeId }) => nodeId)).toEqual(["good"]);
});

const loopGraph = graphOf({ go: "manual-trigger", loop: "loop", work: "transform", after: "transform" }, [
  ["go", "loop"],
  ["loop", "work", "each"],
  ["loop", "after", "done"],
]);

test("a loop starts as many items as may run at once, then the next as one ends", () => {
  const index = indexGraph(loopGraph);
  const running = ended("loop", { status: "running", items: { total: 3, concurrency: 2 } });
  const first = advance(index, asMap([ended("go"), running]), [running]);
  expect(first.ready).toEqual([
    { nodeId: "work", item: 0 },
    { nodeId: "work", item: 1 },
  ]);
  const executions = asMap([
    ended("go"),
    running,
    ended("work", { item: 0, status: "running" }),
    ended("work", { item: 1 }),
  ]);
  expect(advance(index, executions, [{ nodeId: "work", item: 1 }]).ready).toEqual([{ nodeId: "work", item: 2 }]);
});

test("a loop ends when all items have, and goes on by done", () => {
  const index = indexGraph(loopGraph);
  const running = ended("loop", { status: "running", items: { total: 1, concurrency: 1 } });
  const next = advance(index, asMap([ended("go"), running, ended("work", { item: 0 })]), [{ nodeId: "work", item: 0 }]);
  expect(next.loopsEnded).toEqual([
    { nodeId: "loop", status: "succeeded", handles: ["done"], total: 1, failedItems: [] },
  ]);
  expect(next.ready).toEqual([{ nodeId: "after", item: null }]);
});

test("a loop without items skips its body and goes on", () => {
  const index = indexGraph(loopGraph);
  const next = advance(index, asMap([ended("go"), ended("loop", { handles: ["done"] })]), [
    { nodeId: "loop", item: null },
  ]);
  expect(next.skipped).toEqual([{ nodeId: "work", item: null, reason: "empty-loop" }]);
  expect(next.ready).toEqual([{ nodeId: "after", item: null }]);
});

test("a step of a run of 5,000 nodes takes well under a millisecond", () => {
  const nodes: Record<string, string> = { go: "manual-trigger" };
  const edges: [string, string][] = [];
  for (let at = 0; at < 4_999; at += 1) {
    nodes[`n${at}`] = "transform";
    edges.push([at < 50 ? "go" : `n${at - 50}`, `n${at}`]);
  }
  const index = indexGraph(graphOf(nodes, edges));
  const executions = asMap(beginRun(index, "go"));
  let open = advance(index, executions, [...executions.values()]).ready;
  const began = performance.now();
  let steps = 0;
  for (let ref = open.shift(); ref !== undefined; ref = open.shift()) {
    executions.set(ref.nodeId, ended(ref.nodeId));
    const next = advance(index, executions, [ref]);
    for (const each of next.ready) executions.set(each.nodeId, ended(each.nodeId, { status: "queued" }));
    open = open.concat(next.ready);
    steps += 1;
  }
  expect(steps).toBe(4_999);
  expect((performance.now() - began) / steps).toBeLessThan(1);
});
