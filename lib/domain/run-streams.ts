import { type StreamName, streamName } from "#lib/contract/stream-name";
import type { UserActor } from "./actor.ts";

/** The streams that carry `run.updated` for a person: the organization's, and each team's that they reach. */
export function runStreamsOf(actor: UserActor): StreamName[] {
  return [streamName("org", actor.orgId), ...actor.teamIds.map((teamId) => streamName("team", teamId))];
}
