import { ok, type Result, refuse } from "#lib/contract/problem";
import { parseStreamName } from "#lib/contract/stream-name";
import type { Actor } from "#lib/domain/actor";
import type { StreamAccess } from "#server/access/stream-access";

/** Refuses with `unknown-stream` for what is no stream's name, and `not-found` for what may not be read. */
export async function checkAccess(accessTo: StreamAccess, actor: Actor, stream: string): Promise<Result<null>> {
  const parsed = parseStreamName(stream);
  if (parsed === null) {
    return refuse("unknown-stream", `'${stream}' is not the name of a stream: 'system' or '<kind>:<id>' is.`, {
      field: "stream",
    });
  }
  return (await accessTo(actor, parsed)) ? ok(null) : refuse("not-found", "There is no such stream.");
}
