import { useReactFlow } from "@xyflow/react";
import { type MouseEvent, type RefObject, useContext } from "react";
import { CanvasStoreContext, useCanvasActions } from "../canvas-context.tsx";
import type { CanvasGraph } from "../canvas-graph.ts";

/**
 * A person who moves the view stops following; a press beside the nodes closes the drawer, on the layer opens a node.
 * While the view is dragged, which never changes its zoom, `diagram` is marked: the style sheet then moves one picture.
 */
export function useDiagramPointer(
  diagram: RefObject<HTMLElement | null>,
  canvas: CanvasGraph,
  onCloseNode: () => void,
) {
  const { screenToFlowPosition } = useReactFlow();
  const { open } = useCanvasActions();
  const own = useContext(CanvasStoreContext);
  return {
    onMoveStart(event: globalThis.MouseEvent | TouchEvent | null) {
      if (event !== null) own.setState({ isFollowing: false });
    },
    /** A press alone is no drag: it opens what it meets. */
    onMove(event: globalThis.MouseEvent | TouchEvent | null) {
      if (event === null || own.getState().isPanning || !isDrag(event)) return;
      own.setState({ isPanning: true });
      diagram.current?.setAttribute("data-panning", "");
    },
    onMoveEnd() {
      own.setState({ isPanning: false });
      diagram.current?.removeAttribute("data-panning");
    },
    onPaneClick(event: MouseEvent) {
      const at = screenToFlowPosition({ x: event.clientX, y: event.clientY });
      for (const [id, box] of canvas.boxes) {
        if (at.x < box.x || at.y < box.y || at.x > box.x + box.width || at.y > box.y + box.height) continue;
        return open(id);
      }
      onCloseNode();
    },
  };
}

/** One pointer that is held down; two fingers and the wheel zoom. */
function isDrag(event: globalThis.MouseEvent | TouchEvent): boolean {
  if ("touches" in event) return event.touches.length === 1;
  return event.type !== "wheel";
}
