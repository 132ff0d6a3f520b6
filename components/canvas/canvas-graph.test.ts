import { describe, expect, it } from "vitest";
import type { Graph } from "#lib/contract/graph";
import { nodeSize } from "#lib/domain/graph/node-size";
import { emptyRunState, idleExecutionState, idleNodeState } from "#lib/domain/run-state";
import { boundsOf, toCanvasGraph } from "./canvas-graph.ts";
import { itemProgress } from "./card/item-progress.ts";
import { walk } from "./view/graph-walk.ts";

const node = (id: string, kind: string, x: number, y: number, settings = {}) => ({
  id,
  kind,
  name: id,
  position: { x, y },
  settings,
});
const graph: Graph = {
  nodes: [
    node("start", "manual-trigger", 0, 100),
    node("split", "branch", 300, 100, { cases: [{ handle: "yes", when: "true" }] }),
    node("top", "transform", 600, 0, { expression: "$input" }),
    node("bottom", "elsewhere", 600, 200),
    node("loop", "loop", 900, 100),
    node("body", "transform", 1200, 100, { expression: "$input" }),
  ],
  edges: [
    { id: "1", source: "start", target: "split" },
    { id: "2", source: "split", sourceHandle: "yes", target: "top" },
    { id: "3", source: "split", sourceHandle: "gone", target: "bottom" },
    { id: "4", source: "top", target: "nowhere" },
    { id: "5", source: "top", target: "loop" },
    { id: "6", source: "loop", sourceHandle: "each", target: "body" },
  ],
  notes: [{ id: "n", text: "Mind the gap", position: { x: -100, y: -50 } }],
  groups: [],
};

describe("a graph on the canvas", () => {
  const canvas = toCanvasGraph(graph);

  it("knows where everything is without measuring, notes included", () => {
    expect(canvas.bounds).toEqual({ x: -100, y: -50, width: 1300 + nodeSize.width, height: 338 });
    expect(canvas.boxes.get("top")).toEqual({ x: 600, y: 0, ...nodeSize });
    expect(boundsOf([])).toEqual({ x: 0, y: 0, ...nodeSize });
  });

  it("gives each way out of a node a handle of its own", () => {
    const split = canvas.nodes.find(({ id }) => id === "split");
    expect(split?.handles?.map(({ id }) => id)).toEqual(["yes", "otherwise", "in"]);
  });

  it("draws an edge from a way that its kind does not name, and none to a node that is not there", () => {
    expect(canvas.edges.map(({ id, sourceHandle }) => `${id} ${sourceHandle}`)).toEqual([
      "1 out",
      "2 yes",
      "3 yes",
      "5 out",
      "6 each",
    ]);
  });

  it("is walked with the keyboard: along the edges, up and down, and in reading order to the end", () => {
    expect(walk(canvas, null, "right")).toBe("start");
    expect(walk(canvas, "start", "right")).toBe("split");
    expect(walk(canvas, "top", "left")).toBe("split");
    expect(walk(canvas, "top", "down")).toBe("bottom");
    expect(walk(canvas, "bottom", "up")).toBe("top");
    expect(walk(canvas, "split", "next")).toBe("top");
    expect(walk(canvas, "body", "next")).toBeNull();
    expect(walk(canvas, "bottom", "right")).toBeNull();
  });

  it("says how many items of a loop are done, on the loop and in its body", () => {
    const done = { ...idleExecutionState, status: "succeeded" as const, finishedAt: "2026-11-01T12:00:00.000Z" };
    const state = {
      ...emptyRunState,
      nodes: {
        loop: { ...idleNodeState, itemsTotal: 12 },
        body: { ...idleNodeState, items: { 0: done, 1: done, 2: idleExecutionState } },
      },
    };
    const data = (id: string) => {
      const step = canvas.nodes.find((each) => each.id === id);
      if (step?.type !== "step") throw new Error(`no step ${id}`);
      return step.data;
    };
    expect(itemProgress(state, data("loop"))).toBe("2/12");
    expect(itemProgress(state, data("body"))).toBe("2/12");
    expect(itemProgress(state, data("top"))).toBeNull();
  });
});
