import { useReactFlow, useStoreApi } from "@xyflow/react";
import { type PointerEvent, useEffect, useRef } from "react";
import { useDrawnRun } from "#client/hooks/run-context";
import type { CanvasGraph } from "../canvas-graph.ts";
import { onThemeChange, readPalette } from "./canvas-palette.ts";
import { paintGraph } from "./graph-painter.ts";

const size = { width: 176, height: 112 };
const margin = 8;
/** The map follows the run this often at most: it is glanced at, not read. In milliseconds. */
const redrawMs = 300;

/** The whole graph with its statuses, and the part in view. A click or a drag moves the view. */
export function MiniMap({ graph }: { graph: CanvasGraph }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useRef<HTMLDivElement>(null);
  const flow = useStoreApi();
  const { setCenter, getZoom } = useReactFlow();
  const run = useDrawnRun();
  const scale = scaleOf(graph);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (element == null || context == null) return;
    let palette = readPalette(element);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const { zoom, left, top } = scaleOf(graph);

    function draw(): void {
      timer = undefined;
      if (element === null || context == null) return;
      const ratio = Math.min(window.devicePixelRatio, 2);
      const [width, height] = [size.width * ratio, size.height * ratio];
      if (element.width !== width) element.width = width;
      if (element.height !== height) element.height = height;
      paintGraph(context, { ...size, ratio, left, top, zoom }, { graph, state: run.getState().state, palette });
    }
    function drawSoon(): void {
      timer ??= setTimeout(draw, redrawMs);
    }
    function moveView(): void {
      const { transform, width, height } = flow.getState();
      const style = view.current?.style;
      if (style === undefined) return;
      const [x, y, z] = transform;
      style.transform = `translate(${(-x / z) * zoom + left}px, ${(-y / z) * zoom + top}px)`;
      style.width = `${(width / z) * zoom}px`;
      style.height = `${(height / z) * zoom}px`;
    }

    draw();
    moveView();
    const ends = [
      run.subscribe(drawSoon),
      flow.subscribe(moveView),
      onThemeChange(() => {
        palette = readPalette(element);
        drawSoon();
      }),
    ];
    return () => {
      clearTimeout(timer);
      for (const end of ends) end();
    };
  }, [graph, flow, run]);

  function go(event: PointerEvent<HTMLDivElement>): void {
    if (event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    const x = (event.clientX - box.left - scale.left) / scale.zoom;
    const y = (event.clientY - box.top - scale.top) / scale.zoom;
    void setCenter(x, y, { zoom: getZoom() });
  }

  return (
    <div
      className="mini-map nopan nowheel"
      style={size}
      aria-hidden
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={go}
    >
      <canvas ref={canvas} style={size} />
      <div ref={view} className="mini-map-view" />
    </div>
  );
}

/** The scale and shift that bring the whole graph into the map, in its middle. */
function scaleOf({ bounds }: CanvasGraph): { zoom: number; left: number; top: number } {
  const width = size.width - 2 * margin;
  const height = size.height - 2 * margin;
  const zoom = Math.min(width / bounds.width, height / bounds.height);
  return {
    zoom,
    left: margin + (width - bounds.width * zoom) / 2 - bounds.x * zoom,
    top: margin + (height - bounds.height * zoom) / 2 - bounds.y * zoom,
  };
}
