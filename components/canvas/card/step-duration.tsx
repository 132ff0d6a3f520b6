import { Duration } from "#components/ui/time/duration";
import type { NodeState } from "#lib/domain/run-state";
import { durationText } from "../../ui/time/time-text.ts";

/** How long a node has been working, counting on while it does. Nothing for a node that has not begun. */
export function StepDuration({ state }: { state: NodeState }) {
  if (state.durationMs !== null) return <span className="tabular">{durationText(state.durationMs)}</span>;
  if (state.startedAt === null) return null;
  return <Duration start={state.startedAt} end={state.finishedAt} />;
}
