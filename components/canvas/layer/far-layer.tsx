import { useStoreApi } from "@xyflow/react";
import { useContext, useEffect, useRef } from "react";
import { useDrawnRun } from "#client/hooks/run-context";
import { CanvasStoreContext } from "../canvas-context.tsx";
import type { CanvasGraph } from "../canvas-graph.ts";
import { onThemeChange, readPalette } from "./canvas-palette.ts";
import { paintGraph } from "./graph-painter.ts";
import { createRecentChanges } from "./recent-changes.ts";

/** More device pixels than this cost time and show nothing at this zoom. */
const mostRatio = 2;

/**
 * Every node and edge on one layer, for zooms at which nothing could be read anyway. Drawn without React, at most once
 * a frame, and only when the view, the run or the theme has changed.
 */
export function FarLayer({ graph }: { graph: CanvasGraph }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const flow = useStoreApi();
  const run = useDrawnRun();
  const own = useContext(CanvasStoreContext);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (element == null || context == null) return;
    let palette = readPalette(element);
    let frame = 0;

    function draw(): void {
      frame = 0;
      if (element === null || context == null) return;
      const { transform, width, height } = flow.getState();
      const ratio = Math.min(window.devicePixelRatio, mostRatio);
      fitTo(element, width * ratio, height * ratio);
      const { openNodeId, focusedNodeId } = own.getState();
      const { state } = run.getState();
      const area = { width, height, ratio, left: transform[0], top: transform[1], zoom: transform[2] };
      paintGraph(context, area, { graph, state, palette, changed: changes.ids(), marked: openNodeId ?? focusedNodeId });
    }
    function drawSoon(): void {
      if (frame === 0) frame = requestAnimationFrame(draw);
    }

    const changes = createRecentChanges(run, drawSoon);
    const ends = [
      flow.subscribe((now, was) => {
        if (now.transform !== was.transform || now.width !== was.width || now.height !== was.height) drawSoon();
      }),
      run.subscribe(drawSoon),
      own.subscribe(drawSoon),
      onThemeChange(() => {
        palette = readPalette(element);
        drawSoon();
      }),
      changes.close,
    ];
    drawSoon();
    return () => {
      cancelAnimationFrame(frame);
      for (const end of ends) end();
    };
  }, [graph, flow, run, own]);

  return <canvas ref={canvas} className="far-layer" aria-hidden />;
}

function fitTo(element: HTMLCanvasElement, width: number, height: number): void {
  const [w, h] = [Math.round(width), Math.round(height)];
  if (element.width !== w) element.width = w;
  if (element.height !== h) element.height = h;
}
