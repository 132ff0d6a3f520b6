import { limits } from "#lib/contract/limits";
import { type Refusal, refuse } from "#lib/contract/problem";
import type { ClientAnswer } from "#lib/contract/socket";
import { parseStreamName, watchableKinds } from "#lib/contract/stream-name";
import type { StreamAccess } from "#server/access/stream-access";
import type { StreamLog } from "#server/streams/stream-log";
import { type Connection, readsStream } from "./connections/connection.ts";
import type { StreamHub, WantedStream } from "./delivery/stream-hub.ts";
import type { SignalRelay } from "./signals/signal-relay.ts";

interface WatchDeps {
  log: StreamLog;
  hub: StreamHub;
  relay: SignalRelay;
  accessTo: StreamAccess;
}

/**
 * Lets a socket read a run, a task or a document, from its cursor or from now on. What one may not see is answered
 * like what does not exist. Where the actor changes while the database is asked, it is asked again.
 */
export async function watch(
  connection: Connection,
  { stream, after }: WantedStream,
  deps: WatchDeps,
): Promise<ClientAnswer<"watch">> {
  const { log, hub, relay } = deps;
  const revision = connection.actorRevision;
  const refusal = await refuseWatch(connection, stream, deps.accessTo);
  if (refusal !== null) return refusal;
  const isRead = readsStream(connection, stream);
  if (after !== undefined || isRead) {
    const head = (await log.heads([stream])).get(stream) ?? 0;
    if (after === undefined) return { ok: true, head: hub.liveHead(connection.id, stream) ?? head };
    if (after > head) return refuse("cursor-in-future", `after: the head is ${head}`, { field: "after", limit: head });
  }
  let enteredAt: number | null = null;
  await hub.subscribe(connection.streamSocket, [{ stream, after }], (heads) => {
    if (revision !== connection.actorRevision) return false;
    enteredAt = heads.get(stream) ?? 0;
    if (connection.joined.has(stream)) return true;
    connection.watched.add(stream);
    if (!isRead) relay.welcome(connection, stream);
    return true;
  });
  if (enteredAt !== null) return { ok: true, head: enteredAt };
  if (connection.socket.connected) return watch(connection, { stream, after }, deps);
  return refuse("unavailable", "the connection closed");
}

/** Ends a watch: no entry and no signal follows, and the others see the client go. */
export function stopWatching(connection: Connection, stream: string, hub: StreamHub, relay: SignalRelay): void {
  connection.watched.delete(stream);
  hub.unsubscribe(connection.id, stream);
  relay.leave(connection, stream);
}

async function refuseWatch(connection: Connection, stream: string, accessTo: StreamAccess): Promise<Refusal | null> {
  if (connection.joined.has(stream)) return null;
  const parsed = parseStreamName(stream);
  if (parsed === null || !(watchableKinds as readonly string[]).includes(parsed.kind)) return refuseInvisible(stream);
  if (!connection.watched.has(stream) && connection.watched.size >= limits.watchedStreams) {
    return refuse("too-many", `more than ${limits.watchedStreams} streams are watched`, {
      field: "stream",
      limit: limits.watchedStreams,
    });
  }
  return (await accessTo(connection.actor, parsed)) ? null : refuseInvisible(stream);
}

function refuseInvisible(stream: string): Refusal {
  return refuse("not-found", `stream: there is no ${stream}`, { field: "stream" });
}
