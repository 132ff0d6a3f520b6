import type { ParsedStreamName } from "#lib/contract/stream-name";
import type { Actor } from "#lib/domain/actor";
import { joinedStreams } from "#lib/domain/joined-streams";

/** May this actor read the stream? What is not there and what may not be seen are the same. */
export type StreamAccess = (actor: Actor, stream: ParsedStreamName) => Promise<boolean>;

/** What knows its resources and who may read them. */
interface Readable {
  get(actor: Actor, id: string): Promise<{ ok: boolean }>;
}

/**
 * May an actor read a stream? The gateway and the REST API ask the same function: streams that a socket joins by
 * itself by membership alone, a run's and a document's by what the services let the actor see.
 */
export function createStreamAccess(services: { runs: Readable; workflows: Readable }): StreamAccess {
  return async (actor, stream) => {
    if (stream.kind === "run") return (await services.runs.get(actor, stream.id)).ok;
    if (stream.kind === "doc") return (await services.workflows.get(actor, stream.id)).ok;
    // Tasks do not exist yet.
    if (stream.kind === "task") return false;
    const name = stream.kind === "system" ? "system" : (`${stream.kind}:${stream.id}` as const);
    return joinedStreams(actor).includes(name);
  };
}
