import type { Server as HttpServer } from "node:http";
import type { Logger } from "pino";
import { heartbeatMs, protocolVersion } from "#lib/contract/limits";
import type { Signal } from "#lib/contract/signal";
import type { SessionEndReason } from "#lib/contract/socket";
import { joinedStreams } from "#lib/domain/joined-streams";
import type { StreamAccess } from "#server/access/stream-access";
import type { Authenticator } from "#server/auth/authenticator";
import type { Bus } from "#server/bus/bus";
import type { Config } from "#server/config";
import type { StreamLog } from "#server/streams/stream-log";
import { createClientEvents } from "./client-events.ts";
import { type Connection, createConnection, identityOf, sessionIdOf } from "./connections/connection.ts";
import type { GatewayServer, GatewaySocket } from "./connections/gateway-socket.ts";
import { createHandshake } from "./connections/handshake.ts";
import { createSessionRegistry } from "./connections/session-registry.ts";
import { createRateCounter, defaultSocketRates, type SocketRates } from "./connections/socket-rates.ts";
import { createSocketServer } from "./connections/socket-server.ts";
import { startHeartbeat } from "./delivery/heartbeat.ts";
import { createStreamHub } from "./delivery/stream-hub.ts";
import { createEventHandlers } from "./event-handlers.ts";
import type { GatewayMetrics } from "./gateway-metrics.ts";
import { createMembership } from "./membership.ts";
import { createSignalRelay } from "./signals/signal-relay.ts";
import { stopWatching } from "./watching.ts";

export interface GatewayDeps {
  /** Not yet listening, or listening: Socket.IO answers below `/socket.io/` from now on. */
  httpServer: HttpServer;
  log: StreamLog;
  bus: Bus;
  authenticator: Authenticator;
  /** May this actor read a `run:`, `task:` or `doc:` stream? False also for what does not exist. */
  accessTo: StreamAccess;
  config: Pick<Config, "allowedOrigins">;
  logger: Logger;
  metrics: GatewayMetrics;
  rates?: SocketRates;
  /** Periods in milliseconds. */
  timings?: { heartbeatMs?: number; sweepMs?: number; signalMergeMs?: number };
}

export interface GatewayStats {
  sockets: number;
  sessions: number;
  /** Streams that somebody reads here. */
  streams: number;
  subscriptions: number;
  /** Sockets whose buffers are full, waited for (rule S10). */
  draining: number;
}

/** The live end of the server: sockets that read streams and send signals. */
export interface Gateway {
  readonly io: GatewayServer;
  /** Sends a signal of this server, such as a node's output, to its stream's watchers on all replicas (rule S9). */
  emitSignal(signal: Signal): void;
  /** Ends a session's sockets on this replica at once; the row is the authenticator's. Answers how many those were. */
  closeSession(sessionId: string, reason: SessionEndReason): number;
  /** Sockets of a session on this replica. */
  countSockets(sessionId: string): number;
  /** A person's memberships changed, after the commit: sockets on all replicas are looked at again. */
  membershipChanged(userId: string): void;
  stats(): GatewayStats;
  /** Disconnects everybody and stops; clients come back to another replica, or to the next start. */
  close(): void;
}

/** How often ended sessions are looked up, in milliseconds. */
const defaultSweepMs = 3_000;

/** Attaches Socket.IO to the HTTP server and begins to admit sockets. */
export function createGateway(deps: GatewayDeps): Gateway {
  const { log, bus, authenticator, logger, metrics, timings = {}, rates = defaultSocketRates } = deps;
  const io = createSocketServer(deps.httpServer, {
    allowedOrigins: deps.config.allowedOrigins,
    onOriginRefused: () => metrics.handshakeRefused("origin-refused"),
  });
  const hub = createStreamHub({
    log,
    bus,
    logger,
    metrics,
    broadcast: (room, payload) => void io.local.to(room).emit("entries", payload),
  });
  const relay = createSignalRelay({ io, bus, hub, metrics, mergeMs: timings.signalMergeMs });
  const sweepMs = timings.sweepMs ?? defaultSweepMs;
  const registry = createSessionRegistry({ authenticator, bus, logger, sweepMs });
  const membership = createMembership({ ...deps, hub, relay, registry, sweepMs });
  const listen = createClientEvents({
    handlers: createEventHandlers({ ...deps, hub, relay, membership }),
    rates: rates.events,
    metrics,
    logger,
  });
  const heartbeat = startHeartbeat({
    hub,
    connections: () => registry.all(),
    logger,
    everyMs: timings.heartbeatMs ?? heartbeatMs,
  });

  io.use(createHandshake({ authenticator, limiter: createRateCounter(rates.handshakes), metrics, logger }));
  io.on("connection", accept);

  function accept(socket: GatewaySocket): void {
    const connection = createConnection(socket);
    if (!registry.add(connection)) return;
    metrics.socketOpened();
    socket.on("disconnect", () => depart(connection));
    const cursors = socket.data.admission?.cursors ?? {};
    delete socket.data.admission;
    listen(connection, welcome(connection, cursors));
  }

  /** Heads first, then what each cursor lacks; never rejects. */
  async function welcome(connection: Connection, cursors: Readonly<Record<string, number>>): Promise<void> {
    const wanted = joinedStreams(connection.actor).map((stream) => ({ stream, after: cursors[stream] }));
    try {
      await hub.subscribe(connection.streamSocket, wanted, (heads) => {
        for (const { stream } of wanted) connection.joined.add(stream);
        connection.socket.emit("welcome", describe(connection, heads));
        return true;
      });
      membership.catchUp(connection);
    } catch (error) {
      logger.error({ err: error, socketId: connection.id }, "a socket could not be welcomed");
      // The transport only: a client that was sent away by name would not come back by itself.
      connection.socket.conn.close();
    }
  }

  function depart(connection: Connection): void {
    metrics.socketClosed();
    registry.remove(connection);
    for (const stream of connection.joined) hub.unsubscribe(connection.id, stream);
    for (const stream of [...connection.watched]) stopWatching(connection, stream, hub, relay);
    connection.joined.clear();
  }

  return {
    io,
    emitSignal: (signal) => relay.emit(signal),
    closeSession: (sessionId, reason) => registry.end(sessionId, reason),
    countSockets: (sessionId) => registry.count(sessionId),
    membershipChanged(userId) {
      membership.changed(userId);
      bus.publish({ kind: "membership-changed", userId });
    },
    stats: () => ({ sockets: registry.size, sessions: registry.sessions, ...hub.stats() }),
    close() {
      heartbeat.stop();
      membership.close();
      registry.close();
      relay.close();
      // Not `io.close()`: it would close the HTTP server, too, which is not ours.
      io.engine.close();
      hub.close();
    },
  };
}

function describe({ actor }: Connection, heads: ReadonlyMap<string, number>) {
  return {
    protocol: protocolVersion,
    sessionId: sessionIdOf(actor),
    user: identityOf(actor),
    org: { id: actor.orgId, name: actor.orgName },
    role: actor.kind === "user" ? actor.role : "api-key",
    streams: [...heads].map(([stream, head]) => ({ stream, head })),
    serverTime: new Date().toISOString(),
  };
}
