import { and, eq, inArray, isNull, or, type SQL } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { type Refusal, refuse } from "#lib/contract/problem";
import type { Actor } from "#lib/domain/actor";
import { type Action, can, type Owned, reachesTeam } from "#lib/domain/permissions";

/** May the actor do that to this resource? What is out of reach is refused as if it did not exist. */
export function refuseAccess(actor: Actor, action: Action, owned: Owned | undefined, what: string): Refusal | null {
  if (owned === undefined || owned.orgId !== actor.orgId || !reachesTeam(actor, owned.teamId)) return notFound(what);
  if (can(actor, action, owned)) return null;
  if (actor.kind === "api-key") return refuse("scope-missing", `The API key has no scope for '${action}'.`);
  return refuse("forbidden", `The role '${actor.role}' does not include '${action}'.`);
}

/** What does not exist and what may not be seen get the same answer. */
export function notFound(what: string): Refusal {
  return refuse("not-found", `There is no such ${what}.`);
}

/** The second wall: the rows of a table that the actor reaches at all. */
export function withinReach(actor: Actor, table: { orgId: AnyPgColumn; teamId: AnyPgColumn }): SQL | undefined {
  const ours = eq(table.orgId, actor.orgId);
  const teamIds = actor.kind === "api-key" ? (actor.teamId === null ? null : [actor.teamId]) : actor.teamIds;
  if (teamIds === null) return ours;
  return and(ours, or(isNull(table.teamId), inArray(table.teamId, [...teamIds])));
}

/** Who the actor is, as events name them. */
export function personOf(actor: Actor): { id: string; name: string } {
  return { id: actor.kind === "user" ? actor.userId : actor.keyId, name: actor.name };
}
