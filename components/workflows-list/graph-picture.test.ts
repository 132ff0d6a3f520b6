import { expect, test } from "vitest";
import { drawGraphPicture, pictureSize } from "./graph-picture.ts";

const node = (id: string, x: number, y = 0) => ({ id, kind: "transform", name: id, position: { x, y }, settings: {} });
const edge = (source: string, target: string) => ({ id: `${source}-${target}`, source, target });

test("an empty graph is an empty picture", () => {
  expect(drawGraphPicture({ nodes: [], edges: [] })).toEqual({ edges: "", starts: "", nodes: "" });
});

test("nodes without an incoming edge are drawn apart from the others", () => {
  const picture = drawGraphPicture({ nodes: [node("a", 0), node("b", 300), node("c", 600)], edges: [edge("a", "b")] });
  expect(picture.starts.match(/M/g)).toHaveLength(2);
  expect(picture.nodes.match(/M/g)).toHaveLength(1);
  expect(picture.edges.match(/C/g)).toHaveLength(1);
});

test("every graph stays within the picture", () => {
  const nodes = Array.from({ length: 150 }, (_, index) =>
    node(`n${index}`, (index % 15) * 280 - 900, Math.floor(index / 15) * 130),
  );
  const { starts } = drawGraphPicture({ nodes, edges: [] });
  const points = [...starts.matchAll(/M([\d.-]+) ([\d.-]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
  expect(points).toHaveLength(150);
  for (const [x, y] of points) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x).toBeLessThanOrEqual(pictureSize.width);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThanOrEqual(pictureSize.height);
  }
});

test("an edge to a node that is not there is left out", () => {
  expect(drawGraphPicture({ nodes: [node("a", 0)], edges: [edge("a", "gone")] }).edges).toBe("");
});
