import { expect, it } from "vitest";
import { appendUndeclared, placeInLayers } from "./place-in-layers.ts";

const nodes = (...ids: string[]) => ids.map((id) => ({ id }));

it("places each node right of all its sources, and no two on one spot", () => {
  const edges = [
    { source: "a", target: "b" },
    { source: "a", target: "c" },
    { source: "b", target: "c" },
  ];
  const places = placeInLayers(nodes("a", "b", "c", "d"), edges);
  const x = (id: string) => places.get(id)?.x ?? Number.NaN;
  expect(x("a")).toBeLessThan(x("b"));
  expect(x("b")).toBeLessThan(x("c"));
  expect(new Set([...places.values()].map((place) => `${place.x}/${place.y}`)).size).toBe(4);
});

it("places nodes of a cycle, too", () => {
  const places = placeInLayers(nodes("a", "b"), [
    { source: "a", target: "b" },
    { source: "b", target: "a" },
  ]);
  expect(places.size).toBe(2);
});

it("adds undeclared nodes below what was declared, each where no other is", () => {
  const declared = { id: "a", kind: "k", name: "A", position: { x: 0, y: 500 }, settings: {} };
  let graph = { nodes: [declared], edges: [], notes: [], groups: [] };
  graph = appendUndeclared(graph, ["x", "y"]) as typeof graph;
  graph = appendUndeclared(graph, ["z"]) as typeof graph;
  const added = graph.nodes.slice(1).map(({ position }) => position);
  expect(added.every(({ y }) => y > 500 + 88)).toBe(true);
  expect(new Set(added.map(({ x, y }) => `${x}/${y}`)).size).toBe(3);
});
