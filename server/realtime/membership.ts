import type { Logger } from "pino";
import { parseStreamName } from "#lib/contract/stream-name";
import type { Actor } from "#lib/domain/actor";
import { joinedStreams } from "#lib/domain/joined-streams";
import type { StreamAccess } from "#server/access/stream-access";
import type { Authenticator, Reach } from "#server/auth/authenticator";
import type { Bus } from "#server/bus/bus";
import { type Connection, sessionIdOf } from "./connections/connection.ts";
import type { SessionRegistry } from "./connections/session-registry.ts";
import type { StreamHub } from "./delivery/stream-hub.ts";
import type { SignalRelay } from "./signals/signal-relay.ts";
import { stopWatching } from "./watching.ts";

/** How long a change is remembered for sockets whose handshake looked before it, in milliseconds. */
const rememberChangeMs = 60_000;

/** Keeps what sockets read in step with what their people may see. */
export interface Membership {
  /** Leaves what the actor may no longer see, joins what is new, and tells the socket in `streams`. */
  apply(connection: Connection, actor: Actor): Promise<void>;
  /** The person's memberships changed: all sockets here are looked at again. */
  changed(userId: string): void;
  /** Looks again where a change was heard since the socket's row was looked at. */
  catchUp(connection: Connection): void;
  close(): void;
}

interface MembershipDeps {
  authenticator: Authenticator;
  bus: Bus;
  hub: StreamHub;
  relay: SignalRelay;
  registry: SessionRegistry;
  accessTo: StreamAccess;
  logger: Logger;
  /** How often memberships are compared with the tables, in milliseconds: what holds where every message was lost. */
  sweepMs: number;
}

/** Keeps each socket's streams as the membership tables say: on news of a change, and by a sweep. */
export function createMembership(deps: MembershipDeps): Membership {
  const { authenticator, bus, hub, relay, registry, accessTo, logger } = deps;
  const recentChanges = new Map<string, number>();
  const sweepTimer = setInterval(() => void sweep(), deps.sweepMs);
  let isSweeping = false;
  const stopBus = bus.subscribe((message) => {
    if (message.kind === "membership-changed") changed(message.userId);
  });

  function changed(userId: string): void {
    const now = Date.now();
    recentChanges.set(userId, now);
    for (const [id, at] of recentChanges) if (now - at > rememberChangeMs) recentChanges.delete(id);
    for (const connection of registry.ofUser(userId)) void resolve(connection);
  }

  async function sweep(): Promise<void> {
    const people = [...registry.all()].filter(({ actor }) => actor.kind === "user");
    if (isSweeping || people.length === 0) return;
    isSweeping = true;
    try {
      const sessionIds = new Set(people.map(({ actor }) => sessionIdOf(actor)));
      const reaches = await authenticator.reachesOf([...sessionIds]);
      for (const connection of people) {
        // A session that is not among them has ended, and the registry's own sweep ends its sockets.
        const reach = reaches.get(sessionIdOf(connection.actor));
        if (reach !== undefined && !hasReach(connection.actor, reach)) await resolve(connection);
      }
    } catch (error) {
      logger.error({ err: error }, "memberships could not be looked up; the next sweep tries again");
    } finally {
      isSweeping = false;
    }
  }

  async function resolve(connection: Connection): Promise<void> {
    const sessionId = sessionIdOf(connection.actor);
    try {
      const answer = await authenticator.resume(sessionId);
      if (answer.ok) return await apply(connection, answer.value.actor);
      const reason = answer.code === "session-expired" ? "expired" : "removed";
      registry.end(sessionId, answer.code === "session-revoked" ? "revoked" : reason);
    } catch (error) {
      // Whoever may have lost access does not go on reading; the client comes again and is looked at anew.
      logger.error({ err: error, socketId: connection.id }, "a changed membership could not be looked up");
      connection.socket.conn.close();
    }
  }

  async function apply(connection: Connection, actor: Actor): Promise<void> {
    connection.actor = actor;
    connection.actorRevision += 1;
    const revision = connection.actorRevision;
    const streams = joinedStreams(actor);
    const left = [...connection.joined].filter((stream) => !(streams as string[]).includes(stream));
    for (const stream of left) {
      connection.joined.delete(stream);
      hub.unsubscribe(connection.id, stream);
    }
    for (const stream of [...connection.watched]) {
      const parsed = parseStreamName(stream);
      if (parsed !== null && (await accessTo(actor, parsed))) continue;
      if (!connection.watched.has(stream)) continue;
      stopWatching(connection, stream, hub, relay);
      left.push(stream);
    }
    const fresh = streams.filter((stream) => !connection.joined.has(stream)).map((stream) => ({ stream }));
    let isAnnounced = false;
    await hub.subscribe(connection.streamSocket, fresh, (heads) => {
      // A later change is being applied by itself, from what was joined before.
      if (revision !== connection.actorRevision || fresh.length === 0) return false;
      for (const { stream } of fresh) connection.joined.add(stream);
      connection.socket.emit("streams", { joined: [...heads].map(([stream, head]) => ({ stream, head })), left });
      isAnnounced = true;
      return true;
    });
    if (!isAnnounced && left.length > 0) connection.socket.emit("streams", { joined: [], left });
  }

  return {
    apply,
    changed,
    catchUp(connection) {
      if (connection.actor.kind !== "user") return;
      const at = recentChanges.get(connection.actor.userId);
      if (at !== undefined && at >= connection.checkedAt) void resolve(connection);
    },
    close() {
      stopBus();
      clearInterval(sweepTimer);
    },
  };
}

function hasReach(actor: Actor, { role, teamIds }: Reach): boolean {
  if (actor.kind !== "user" || actor.role !== role || actor.teamIds.length !== teamIds.length) return false;
  return teamIds.every((teamId) => actor.teamIds.includes(teamId));
}
