import { type Refusal, refuse } from "#lib/contract/problem";
import type { Actor } from "#lib/domain/actor";
import { reachesTeam } from "#lib/domain/permissions";
import type { RunRow } from "./run-row.ts";

/** May the actor write to this run? The refusal, or null. What another holds is only said to be taken. */
export function refuseForRun(actor: Actor, row: Pick<RunRow, "orgId" | "teamId" | "trigger">): Refusal | null {
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
  return null;
}
