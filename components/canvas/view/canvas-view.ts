import { getViewportForBounds, useReactFlow, useStoreApi } from "@xyflow/react";
import { useMemo } from "react";
import { type Box, boundsOf, type CanvasGraph } from "../canvas-graph.ts";

export const minZoom = 0.02;
export const maxZoom = 2;
/** A view never comes closer than life size by itself. */
const fitMaxZoom = 1;
const moveMs = 350;

export interface CanvasView {
  /** Brings everything into view. */
  fit: (how?: "at once" | "smoothly") => void;
  /** Brings nodes into view where they are not, and moves nothing where they are. */
  reveal: (nodeIds: readonly string[]) => void;
  /** Puts one node in the middle, readable. */
  center: (nodeId: string, how?: "at once" | "smoothly") => void;
  zoomBy: (factor: number) => void;
}

/** How the view of the canvas is moved: by the graph's own boxes, since nodes out of view are not in the document. */
export function useCanvasView(graph: CanvasGraph): CanvasView {
  const { setViewport, setCenter, zoomTo, getZoom } = useReactFlow();
  const flow = useStoreApi();
  return useMemo(() => {
    const duration = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : moveMs);

    function show(box: Box, padding: number, ms: number): void {
      const { width, height } = flow.getState();
      if (width === 0 || height === 0) return;
      const viewport = getViewportForBounds(box, width, height, minZoom, fitMaxZoom, padding);
      void setViewport(viewport, { duration: ms });
    }

    function inView(box: Box): boolean {
      const { transform, width, height } = flow.getState();
      const [left, top, zoom] = transform;
      const x = box.x * zoom + left;
      const y = box.y * zoom + top;
      return x >= 0 && y >= 0 && x + box.width * zoom <= width && y + box.height * zoom <= height;
    }

    function boxesOf(nodeIds: readonly string[]): Box[] {
      return nodeIds.flatMap((id) => graph.boxes.get(id) ?? []);
    }

    return {
      fit: (how = "smoothly") => show(graph.bounds, 0.08, how === "smoothly" ? duration() : 0),
      reveal(nodeIds) {
        const boxes = boxesOf(nodeIds);
        if (boxes.length === 0 || boxes.every(inView)) return;
        const box = boundsOf(boxes);
        const { width, height, transform } = flow.getState();
        const zoom = transform[2];
        // Where they fit at this zoom the view slides; otherwise it steps back far enough.
        if (box.width * zoom > width * 0.9 || box.height * zoom > height * 0.9) return show(box, 0.15, duration());
        void setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom, duration: duration() });
      },
      center(nodeId, how = "smoothly") {
        const box = graph.boxes.get(nodeId);
        if (box === undefined) return;
        const zoom = Math.max(getZoom(), 0.8);
        const ms = how === "smoothly" ? duration() : 0;
        void setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom, duration: ms });
      },
      zoomBy: (factor) => void zoomTo(getZoom() * factor, { duration: duration() / 2 }),
    };
  }, [graph, flow, setViewport, setCenter, zoomTo, getZoom]);
}
