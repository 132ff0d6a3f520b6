import { Panel } from "@xyflow/react";
import { Crosshair, Maximize, Minus, Plus } from "lucide-react";
import { useContext } from "react";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Tooltip } from "../../ui/tooltip.tsx";
import { CanvasStoreContext, useCanvasSlice } from "../canvas-context.tsx";
import type { CanvasView } from "./canvas-view.ts";

/** Zoom, fit and follow, at the canvas' edge. */
export function CanvasControls({ view, hasRun }: { view: CanvasView; hasRun: boolean }) {
  const own = useContext(CanvasStoreContext);
  const isFollowing = useCanvasSlice((canvas) => canvas.isFollowing);
  return (
    <Panel position="bottom-left" className="canvas-controls">
      <Tooltip content="Zoom out" keys="-" side="top">
        <IconButton label="Zoom out" onClick={() => view.zoomBy(1 / 1.3)}>
          <Minus aria-hidden />
        </IconButton>
      </Tooltip>
      <Tooltip content="Zoom in" keys="+" side="top">
        <IconButton label="Zoom in" onClick={() => view.zoomBy(1.3)}>
          <Plus aria-hidden />
        </IconButton>
      </Tooltip>
      <Tooltip content="Show the whole graph" keys="0" side="top">
        <Button variant="ghost" aria-label="Show the whole graph" className="px-2" onClick={() => view.fit()}>
          <Maximize aria-hidden />
          <span className="sm:hidden">Whole graph</span>
        </Button>
      </Tooltip>
      {hasRun && (
        <Tooltip content="Keep the nodes at work in view" keys="F" side="top">
          <IconButton
            label="Follow the run"
            aria-pressed={isFollowing}
            data-state={isFollowing ? "on" : "off"}
            onClick={() => own.setState({ isFollowing: !isFollowing })}
          >
            <Crosshair aria-hidden />
          </IconButton>
        </Tooltip>
      )}
    </Panel>
  );
}
