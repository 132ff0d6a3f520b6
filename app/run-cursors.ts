import { runStreamsOf } from "#lib/domain/run-streams";
import { getContainer } from "#server/container";
import type { User } from "./current-user.ts";

/**
 * Where the streams that carry this person's run updates stand now. Ask BEFORE loading a list of runs: what is
 * recorded in between then comes twice, which a revision tells, and never not at all (rule S8).
 */
export async function runCursorsOf(user: User): Promise<Record<string, number>> {
  return Object.fromEntries(await getContainer().log.heads(runStreamsOf(user)));
}
