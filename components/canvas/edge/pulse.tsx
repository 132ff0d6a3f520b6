import { ViewportPortal } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { pathPoints } from "./path-points.ts";
import { pulseMs } from "./pulse-budget.ts";

/**
 * One light that travels along an edge: a hand-over. Moved by the compositor alone, above all cards and edges, so that
 * these stay one picture and a pulse costs the page nothing while it travels. Calls `onArrived` at its end.
 */
export function Pulse({ path, onArrived }: { path: string; onArrived: () => void }) {
  const light = useRef<HTMLSpanElement>(null);
  // A pulse that is on its way keeps to the path that it began with.
  const first = useRef({ path, onArrived }).current;

  useEffect(() => {
    if (light.current === null) return;
    const travel = light.current.animate(keyframesOf(first.path), {
      duration: pulseMs,
      easing: "cubic-bezier(0.4, 0, 0.2, 1)",
    });
    travel.onfinish = () => first.onArrived();
    return () => travel.cancel();
  }, [first]);

  return (
    <ViewportPortal>
      <span ref={light} className="track-pulse" aria-hidden />
    </ViewportPortal>
  );
}

/** Each point is passed when its share of the way is done. */
function keyframesOf(path: string): Keyframe[] {
  return pathPoints(path).map(({ x, y, share }) => ({ transform: `translate(${x}px, ${y}px)`, offset: share }));
}
