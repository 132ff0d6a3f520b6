import type { Logger } from "pino";
import type { SessionEndReason } from "#lib/contract/socket";
import type { Authenticator } from "#server/auth/authenticator";
import type { Bus } from "#server/bus/bus";
import { type Connection, sessionIdOf } from "./connection.ts";
import { type GatewaySocket, terminate } from "./gateway-socket.ts";

/** How long a session's end is remembered for sockets whose handshake looked at the row before it, in milliseconds. */
const rememberEndMs = 60_000;
/** How long an ended session's socket may take to send what it still holds, in milliseconds. */
const lingerMs = 2_000;

/** Which sockets belong to which session, and the end of both. */
export interface SessionRegistry {
  /** Takes a socket in. False where its session ended since the row was looked at: the socket has been closed. */
  add(connection: Connection): boolean;
  remove(connection: Connection): void;
  /** Tells the session's sockets that it ended, then closes them, at once. Answers how many those were. */
  end(sessionId: string, reason: SessionEndReason): number;
  count(sessionId: string): number;
  ofUser(userId: string): Connection[];
  all(): Iterable<Connection>;
  readonly size: number;
  readonly sessions: number;
  close(): void;
}

interface RegistryDeps {
  authenticator: Authenticator;
  bus: Bus;
  logger: Logger;
  /** How often ended sessions are looked up, in milliseconds: what holds where every message was lost. */
  sweepMs: number;
}

/** Knows which sockets belong to which session, and closes them when the session's row says so. */
export function createSessionRegistry(deps: RegistryDeps): SessionRegistry {
  const { authenticator, bus, logger, sweepMs } = deps;
  const connections = new Set<Connection>();
  const bySession = new Map<string, Set<Connection>>();
  const recentlyEnded = new Map<string, { reason: SessionEndReason; at: number }>();
  const lingering = new Map<GatewaySocket, number>();
  let isSweeping = false;

  const stopAuthenticator = authenticator.onSessionEnded((sessionId, reason) => void end(sessionId, reason));
  const stopBus = bus.subscribe((message) => {
    if (message.kind === "session-ended") end(message.sessionId, message.reason);
  });
  const sweepTimer = setInterval(() => void sweep(), sweepMs);
  const clockTimer = setInterval(tick, 500);

  function end(sessionId: string, reason: SessionEndReason): number {
    recentlyEnded.set(sessionId, { reason, at: Date.now() });
    const ended = [...(bySession.get(sessionId) ?? [])];
    for (const connection of ended) endConnection(connection, reason);
    return ended.length;
  }

  function endConnection({ socket }: Connection, reason: SessionEndReason): void {
    if (!socket.connected) return;
    socket.emit("session-ended", { reason });
    lingering.set(socket, Date.now() + lingerMs);
    socket.disconnect(true);
  }

  /** Authentications that ran out, sockets that did not close, memories that are no longer needed. */
  function tick(): void {
    const now = Date.now();
    for (const connection of connections) {
      if (connection.expiresAt !== null && connection.expiresAt.getTime() <= now) endConnection(connection, "expired");
    }
    for (const [socket, deadline] of lingering) {
      const isGone = socket.conn.readyState === "closed";
      if (!isGone && deadline > now) continue;
      if (!isGone) terminate(socket);
      lingering.delete(socket);
    }
    for (const [sessionId, { at }] of recentlyEnded) {
      if (now - at > rememberEndMs) recentlyEnded.delete(sessionId);
    }
  }

  async function sweep(): Promise<void> {
    if (isSweeping || connections.size === 0) return;
    isSweeping = true;
    try {
      const sessionIds = [...bySession.keys()].filter((id) => holdsPerson(bySession.get(id)));
      if (sessionIds.length > 0) {
        for (const [sessionId, reason] of await authenticator.endedAmong(sessionIds)) end(sessionId, reason);
      }
      await checkKeys();
    } catch (error) {
      logger.error({ err: error }, "ended sessions could not be looked up; the next sweep tries again");
    } finally {
      isSweeping = false;
    }
  }

  /** Keys have no session row; each one in use is authenticated again, once for all of its sockets. */
  async function checkKeys(): Promise<void> {
    for (const [keyId, members] of [...bySession]) {
      const [connection] = members;
      if (connection === undefined || connection.actor.kind !== "api-key") continue;
      const answer = await authenticator.authenticate(connection.credentials);
      if (!answer.ok) end(keyId, answer.code === "session-expired" ? "expired" : "revoked");
    }
  }

  return {
    add(connection) {
      const sessionId = sessionIdOf(connection.actor);
      const ended = recentlyEnded.get(sessionId);
      if (ended !== undefined) {
        endConnection(connection, ended.reason);
        return false;
      }
      connections.add(connection);
      const members = bySession.get(sessionId);
      if (members === undefined) bySession.set(sessionId, new Set([connection]));
      else members.add(connection);
      return true;
    },
    remove(connection) {
      connections.delete(connection);
      const sessionId = sessionIdOf(connection.actor);
      const members = bySession.get(sessionId);
      members?.delete(connection);
      if (members?.size === 0) bySession.delete(sessionId);
    },
    end,
    count: (sessionId) => bySession.get(sessionId)?.size ?? 0,
    ofUser: (userId) => [...connections].filter(({ actor }) => actor.kind === "user" && actor.userId === userId),
    all: () => connections,
    get size() {
      return connections.size;
    },
    get sessions() {
      return bySession.size;
    },
    close() {
      stopAuthenticator();
      stopBus();
      clearInterval(sweepTimer);
      clearInterval(clockTimer);
    },
  };
}

function holdsPerson(members: ReadonlySet<Connection> | undefined): boolean {
  const [connection] = members ?? [];
  return connection?.actor.kind === "user";
}
