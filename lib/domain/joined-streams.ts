import { type StreamName, streamName } from "#lib/contract/stream-name";
import type { Actor } from "./actor.ts";
import { seesEveryTeam } from "./permissions.ts";

/**
 * The streams that the server joins for an actor at the handshake: from what the server knows of the actor, never
 * from what a client says. An API key without the scope `streams:read` joins none.
 */
export function joinedStreams(actor: Actor): StreamName[] {
  if (actor.kind === "api-key") {
    if (!actor.scopes.includes("streams:read")) return [];
    const team = actor.teamId === null ? [] : [streamName("team", actor.teamId)];
    return ["system", streamName("org", actor.orgId), ...team];
  }
  const admins = seesEveryTeam(actor.role) ? [streamName("admins", actor.orgId)] : [];
  const teams = actor.teamIds.map((teamId) => streamName("team", teamId));
  return ["system", streamName("org", actor.orgId), ...admins, ...teams, streamName("user", actor.userId)];
}
