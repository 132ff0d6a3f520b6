/** A graph of `count` nodes in a near-square grid, each row a chain: the same for both canvases under test. */
export function gridGraph(count: number) {
  const columns = Math.ceil(Math.sqrt(count));
  const nodes = Array.from({ length: count }, (_, index) => ({
    id: `n${index}`,
    kind: "task",
    name: `Task ${index}`,
    position: { x: (index % columns) * 280, y: Math.floor(index / columns) * 130 },
    settings: {},
  }));
  const edges = nodes
    .filter((_, index) => index % columns !== 0)
    .map(({ id }) => {
      const index = Number(id.slice(1));
      return { id: `e${index}`, source: `n${index - 1}`, target: id };
    });
  return { nodes, edges };
}
