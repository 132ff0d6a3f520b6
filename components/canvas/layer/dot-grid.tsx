import { useStoreApi } from "@xyflow/react";
import { useEffect, useRef } from "react";

/** The grid's pitch on the canvas; coarser where it would be finer than this on the screen, in pixels. */
const pitch = 28;
const leastScreenPitch = 20;

/** Dots that move with the view, so that an empty part of the canvas is seen to move. Drawn by the style sheet. */
export function DotGrid() {
  const grid = useRef<HTMLDivElement>(null);
  const flow = useStoreApi();

  useEffect(() => {
    let shownZoom = 0;
    function place([x, y, zoom]: readonly [number, number, number]): void {
      const style = grid.current?.style;
      if (style === undefined) return;
      const size = screenPitch(zoom);
      if (zoom !== shownZoom) style.backgroundSize = `${size}px ${size}px`;
      shownZoom = zoom;
      style.transform = `translate(${x % size}px, ${y % size}px)`;
    }
    place(flow.getState().transform);
    return flow.subscribe((now, was) => {
      if (now.transform !== was.transform) place(now.transform);
    });
  }, [flow]);

  return <div ref={grid} className="dot-grid" aria-hidden />;
}

/** The distance of two dots on the screen, in pixels: at most twice the least one when the canvas is zoomed out. */
function screenPitch(zoom: number): number {
  const size = pitch * zoom;
  return size >= leastScreenPitch ? size : size * 2 ** Math.ceil(Math.log2(leastScreenPitch / size));
}
