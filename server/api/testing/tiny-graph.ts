import type { Graph } from "#lib/contract/graph";

/** Press the button, wait for a person. */
export const tinyGraph: Graph = {
  nodes: [
    { id: "start", kind: "manual-trigger", name: "Start", position: { x: 0, y: 0 }, settings: {} },
    { id: "ask", kind: "approval", name: "Ask", position: { x: 320, y: 0 }, settings: { prompt: "Go on?" } },
  ],
  edges: [{ id: "e1", source: "start", target: "ask" }],
  notes: [],
  groups: [],
};
