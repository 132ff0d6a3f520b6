import { afterAll, expect, it } from "vitest";
import { nodeSize } from "#lib/domain/graph/node-size";
import { createGraphLayout } from "./graph-layout.ts";

const layout = createGraphLayout();
afterAll(() => layout.close());

function chainOfForks(count: number) {
  const nodes = Array.from({ length: count }, (_, index) => ({ id: `n${index}` }));
  const edges = nodes
    .slice(1)
    .map(({ id }, index) => ({ id: `e${index}`, source: `n${Math.floor(index / 2)}`, target: id }));
  return { nodes, edges };
}

it("lays graphs out from left to right without an overlap, and leaves the event loop free", async () => {
  const { nodes, edges } = chainOfForks(1_500);
  let turns = 0;
  const ticking = setInterval(() => {
    turns += 1;
  }, 10);
  const [places] = await Promise.all([layout.place(nodes, edges), layout.place(nodes.slice(0, 3), edges.slice(0, 2))]);
  clearInterval(ticking);
  expect(places.size).toBe(1_500);
  for (const { source, target } of edges) {
    expect(places.get(target)?.x ?? 0).toBeGreaterThanOrEqual((places.get(source)?.x ?? 0) + nodeSize.width);
  }
  const columns = Map.groupBy(places.values(), ({ x }) => x);
  for (const column of columns.values()) {
    const rows = column.map(({ y }) => y).toSorted((a, b) => a - b);
    expect(rows.slice(1).every((y, index) => y - (rows[index] ?? 0) >= nodeSize.height)).toBe(true);
  }
  expect(turns).toBeGreaterThan(5);
});

it("lays out again after it was closed, with a new thread", async () => {
  await layout.close();
  expect((await layout.place([{ id: "__proto__" }, { id: "b" }], [])).size).toBe(2);
});
