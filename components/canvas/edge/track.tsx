import { type EdgeProps, getSmoothStepPath } from "@xyflow/react";
import { memo, useContext, useEffect, useRef, useState } from "react";
import { useRunSlice } from "#client/hooks/run-context";
import { PulseBudgetContext } from "../canvas-context.tsx";
import type { TrackEdge } from "../canvas-graph.ts";
import { Pulse } from "./pulse.tsx";
import { trackPhase } from "./track-phase.ts";

/** An edge of the canvas: lit where the run went, faded where it did not, with a pulse at the very hand-over. */
export const TrackLine = memo(function TrackLine(props: EdgeProps<TrackEdge>) {
  const handle = props.data?.handle ?? null;
  const { source, target } = props;
  const phase = useRunSlice(({ state }) => trackPhase(state.nodes[source], state.nodes[target], handle));
  const [isPulsing, pulseArrived] = useHandOver(phase === "active" || phase === "taken");
  const [path] = getSmoothStepPath({ ...props, borderRadius: 14 });
  return (
    <g className="track" data-phase={phase}>
      <path d={path} className="track-line" />
      {isPulsing && <Pulse path={path} onArrived={pulseArrived} />}
    </g>
  );
});

/** True from a hand-over seen while the page was open until its pulse arrives; what happened before is no news. */
function useHandOver(isPassed: boolean): [isPulsing: boolean, pulseArrived: () => void] {
  const [isPulsing, setPulsing] = useState(false);
  const was = useRef(isPassed);
  const mayPulse = useContext(PulseBudgetContext);
  useEffect(() => {
    if (isPassed && !was.current && mayPulse()) setPulsing(true);
    was.current = isPassed;
  }, [isPassed, mayPulse]);
  return [isPulsing, () => setPulsing(false)];
}
