import type { Role } from "#lib/contract/role";
import type { Actor, ApiKeyScope } from "./actor.ts";

/** What may be done to a resource of an organization. */
const actions = [
  "workflow.read",
  "workflow.write",
  "run.read",
  "run.start",
  "run.control",
  "run.approve",
  "event.ingest",
  "session.manage",
  "member.manage",
  "system.broadcast",
] as const;
export type Action = (typeof actions)[number];

/** The resource at hand: whose it is. */
export interface Owned {
  orgId: string;
  teamId: string | null;
}

const operators: readonly Role[] = ["owner", "admin", "editor", "operator"];
const editors: readonly Role[] = ["owner", "admin", "editor"];
const admins: readonly Role[] = ["owner", "admin"];
const everyone: readonly Role[] = [...operators, "viewer"];

const rolesFor: Record<Action, readonly Role[]> = {
  "workflow.read": everyone,
  "workflow.write": editors,
  "run.read": everyone,
  "run.start": operators,
  "run.control": operators,
  "run.approve": operators,
  "event.ingest": editors,
  "session.manage": admins,
  "member.manage": admins,
  "system.broadcast": [],
};

const scopeFor: Partial<Record<Action, ApiKeyScope>> = {
  "workflow.read": "workflows:read",
  "workflow.write": "workflows:write",
  "run.read": "runs:read",
  "run.start": "runs:write",
  "run.control": "runs:write",
  "event.ingest": "events:write",
  "system.broadcast": "system:broadcast",
};

/**
 * May this actor do that to a resource? The one place that answers.
 * Another organization's resource is never reachable; a team's resource is reached by its members and by
 * the organization's owners and admins.
 */
export function can(actor: Actor, action: Action, resource: Owned): boolean {
  if (actor.orgId !== resource.orgId) return false;
  if (!reachesTeam(actor, resource.teamId)) return false;
  if (actor.kind === "api-key") {
    const scope = scopeFor[action];
    return scope !== undefined && actor.scopes.includes(scope);
  }
  return rolesFor[action].includes(actor.role);
}

/** True where the actor belongs to the team, or the resource is the whole organization's. */
export function reachesTeam(actor: Actor, teamId: string | null): boolean {
  if (teamId === null) return true;
  if (actor.kind === "api-key") return actor.teamId === null || actor.teamId === teamId;
  return actor.teamIds.includes(teamId);
}

/** Owners and admins see every team of their organization; the server fills their `teamIds` with all of them. */
export function seesEveryTeam(role: Role): boolean {
  return admins.includes(role);
}
