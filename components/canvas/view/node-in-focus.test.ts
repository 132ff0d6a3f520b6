import { describe, expect, it } from "vitest";
import { emptyRunState, idleNodeState, type NodeState } from "#lib/domain/run-state";
import { nodeInFocus } from "./node-in-focus.ts";

const box = (x: number) => ({ x, y: 0, width: 10, height: 10 });
const graph = { boxes: new Map(["b", "a", "c"].map((id, index) => [id, box(index === 0 ? 100 : index * 20)])) };
const focus = (nodes: Record<string, Partial<NodeState>>) =>
  nodeInFocus(
    {
      ...emptyRunState,
      nodes: Object.fromEntries(Object.entries(nodes).map(([id, node]) => [id, { ...idleNodeState, ...node }])),
    },
    graph,
  );

describe("what a phone shows first of a wide graph", () => {
  it("is the node that asks, before those that work or failed", () => {
    expect(focus({ a: { status: "failed" }, b: { status: "running" }, c: { status: "waiting" } })).toBe("c");
    expect(focus({ a: { status: "failed" }, b: { status: "running" } })).toBe("b");
    expect(focus({ a: { status: "failed" } })).toBe("a");
  });

  it("is the last one that ended where the run is over", () => {
    const ended = (finishedAt: string) => ({ status: "succeeded" as const, finishedAt });
    expect(
      focus({ a: ended("2026-11-01T12:00:01Z"), b: ended("2026-11-01T12:00:02Z"), c: { status: "skipped" } }),
    ).toBe("b");
  });

  it("is where the workflow starts before anything has run", () => {
    expect(focus({})).toBe("a");
  });
});
