import { parentPort } from "node:worker_threads";
// ELK is CommonJS made from Java; this file of it runs in the thread that loads it.
import ELK from "elkjs/lib/elk.bundled.js";
import { nodeGap, nodeSize } from "#lib/domain/graph/node-size";

interface Job {
  job: number;
  ids: string[];
  edges: { id: string; source: string; target: string }[];
}

const layoutOptions = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.spacing.nodeNode": String(nodeGap.y),
  "elk.layered.spacing.nodeNodeBetweenLayers": String(nodeGap.x),
  "elk.edgeRouting": "POLYLINE",
};

const elk = new ELK();

parentPort?.on("message", async ({ job, ids, edges }: Job) => {
  try {
    const laidOut = await elk.layout({
      id: "graph",
      layoutOptions,
      children: ids.map((id) => ({ id: `n/${id}`, ...nodeSize })),
      edges: edges.map(({ id, source, target }) => ({
        id: `e/${id}`,
        sources: [`n/${source}`],
        targets: [`n/${target}`],
      })),
    });
    const places = (laidOut.children ?? []).map(({ id, x = 0, y = 0 }) => [
      id.slice(2),
      { x: Math.round(x), y: Math.round(y) },
    ]);
    parentPort?.postMessage({ job, places });
  } catch {
    // The main thread draws the graph plainly.
    parentPort?.postMessage({ job, places: null });
  }
});
