import { type Refusal, refuse } from "#lib/contract/problem";
import { reachesTeam } from "#lib/domain/permissions";
import type { CheckedEvent } from "./checked-event.ts";
import type { RunRow } from "./run-row.ts";

/** May the event's sender write it to this run? The refusal, or null. What another holds is only said to be taken. */
export function refuseForRun(
  { actor, identity }: Pick<CheckedEvent, "actor" | "identity">,
  row: Pick<RunRow, "orgId" | "teamId" | "trigger">,
): Refusal | null {
  if (row.orgId !== actor.orgId || !reachesTeam(actor, row.teamId)) {
    return refuse("conflict", "source: this run's id is taken. Ids of runs are global: use a UUID.", {
      field: "source",
    });
  }
  if (row.trigger.kind !== "ingest") {
    return refuse("conflict", "source: Signalbox runs this run itself; its events cannot be sent from elsewhere.", {
      field: "source",
    });
  }
  const workflowTeam = identity?.workflow?.teamId ?? null;
  if (workflowTeam !== null && workflowTeam !== row.teamId) {
    // Whoever reads the run already would see the team's graph.
    const message =
      "data.workflowId: a team's workflow, but the run was begun outside of that team: send this event first";
    return refuse("conflict", message, { field: "data.workflowId" });
  }
  return null;
}
