import type { NodeStatus } from "#lib/contract/run";
import type { NodeState } from "#lib/domain/run-state";

type Lit = Pick<NodeState, "status" | "waiting">;

/** True where a person has to decide before the run goes on. */
export function asksForApproval(state: Lit): boolean {
  return state.status === "waiting" && state.waiting?.reason === "approval";
}

/** Which status' colour a node is lit in: only what waits for a person is lit as waiting. */
export function nodeLamp(state: Lit): NodeStatus {
  if (state.status !== "waiting") return state.status;
  switch (state.waiting?.reason) {
    case "time":
      return "queued";
    case "sub-workflow":
      return "running";
    default:
      return "waiting";
  }
}
