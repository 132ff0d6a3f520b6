import type { UserActor } from "./actor.ts";
import { can, type Owned } from "./permissions.ts";

/** What the person may do with runs of a workflow; the server checks each request all the same. */
export interface RunRights {
  start: boolean;
  control: boolean;
  approve: boolean;
}

/** Asks `can` what a page must know to show its buttons. */
export function runRightsOf(actor: UserActor, resource: Owned): RunRights {
  return {
    start: can(actor, "run.start", resource),
    control: can(actor, "run.control", resource),
    approve: can(actor, "run.approve", resource),
  };
}
