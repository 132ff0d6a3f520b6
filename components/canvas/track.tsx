import { type EdgeProps, getSmoothStepPath } from "@xyflow/react";
import { memo, useContext, useEffect, useRef, useState } from "react";
import { useRunSlice } from "#client/hooks/run-context";
import { PulseBudgetContext } from "./canvas-context.tsx";
import type { TrackEdge } from "./canvas-graph.ts";
import { trackPhase } from "./track-phase.ts";

/** An edge of the canvas: lit where the run went, faded where it did not, with a pulse at the very hand-over. */
export const TrackLine = memo(function TrackLine(props: EdgeProps<TrackEdge>) {
  const handle = props.data?.handle ?? null;
  const { source, target } = props;
  const phase = useRunSlice(({ state }) => trackPhase(state.nodes[source], state.nodes[target], handle));
  const pulse = useHandOver(phase === "active" || phase === "taken");
  const [path] = getSmoothStepPath({ ...props, borderRadius: 14 });
  return (
    <g className="track" data-phase={phase}>
      <path d={path} className="track-line" />
      {pulse > 0 && <path key={pulse} d={path} pathLength={1} className="track-pulse" />}
    </g>
  );
});

/** Counts the hand-overs seen while the page was open; what had happened before it is no news. */
function useHandOver(isPassed: boolean): number {
  const [count, setCount] = useState(0);
  const was = useRef(isPassed);
  const mayPulse = useContext(PulseBudgetContext);
  useEffect(() => {
    if (isPassed && !was.current && mayPulse()) setCount((seen) => seen + 1);
    was.current = isPassed;
  }, [isPassed, mayPulse]);
  return count;
}
