import { useStore, useStoreApi } from "@xyflow/react";
import { useEffect, useRef, useState } from "react";
import { useDrawnRun } from "#client/hooks/run-context";
import type { CanvasGraph } from "../canvas-graph.ts";
import type { CanvasView } from "./canvas-view.ts";
import { nodeInFocus } from "./node-in-focus.ts";

/** On a narrow screen a whole graph below this zoom says nothing. */
const narrowPixels = 640;
const leastUsefulZoom = 0.5;

/**
 * Fits the graph, or shows the node of the address, once the canvas has its size. On a phone, where a wide graph
 * would be dust, shows the node that matters most at a size that can be read. True once the first view stands.
 */
export function useFirstView(view: CanvasView, graph: CanvasGraph, openNodeId: string | null): boolean {
  const flow = useStoreApi();
  const run = useDrawnRun();
  const hasSize = useStore((state) => state.width > 0 && state.height > 0);
  const firstNode = useRef(openNodeId);
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (!hasSize) return;
    view.fit("at once");
    const { width, transform } = flow.getState();
    const isDust = width < narrowPixels && transform[2] < leastUsefulZoom;
    const wanted = firstNode.current ?? (isDust ? nodeInFocus(run.getState().state, graph) : null);
    if (wanted !== null) view.center(wanted, "at once");
    firstNode.current = null;
    setShown(true);
  }, [hasSize, view, graph, flow, run]);
  return isShown;
}
