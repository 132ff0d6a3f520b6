import { type StreamName, streamName } from "#lib/contract/stream-name";

/** The stream that hears what becomes of a resource: its team's, or the whole organization's where it has none. */
export function ownerStream({ orgId, teamId }: { orgId: string; teamId: string | null }): StreamName {
  return teamId === null ? streamName("org", orgId) : streamName("team", teamId);
}
