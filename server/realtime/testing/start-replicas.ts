import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pino from "pino";
import { io, type Socket } from "socket.io-client";
import type { Entry } from "#lib/contract/entry";
import type {
  ClientAnswer,
  ClientEvent,
  ClientPayload,
  ClientToServerEvents,
  ServerToClientEvents,
} from "#lib/contract/socket";
import type { ParsedStreamName } from "#lib/contract/stream-name";
import type { Actor } from "#lib/domain/actor";
import type { Bus, BusMessage } from "#server/bus/bus";
import { createInProcessBusHub } from "#server/bus/in-process-bus";
import type { StreamLog } from "#server/streams/stream-log";
import { createGateway, type Gateway, type GatewayDeps } from "../gateway.ts";
import { type CountingMetrics, createCountingMetrics } from "./counting-metrics.ts";
import { createFakeAuthenticator, type FakeAuthenticator, type FakeRow, person } from "./fake-authenticator.ts";

export type TestSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

export interface Replica {
  gateway: Gateway;
  authenticator: FakeAuthenticator;
  metrics: CountingMetrics;
  url: string;
}

export interface Replicas {
  all: Replica[];
  /** The first one, for tests that need no other. */
  replica: Replica;
  rows: Map<string, FakeRow>;
  /** Messages for which this answers true are lost on the bus. */
  loses: (message: BusMessage) => boolean;
  /** Which actor may read which watchable stream. */
  access: (actor: Actor, stream: ParsedStreamName) => boolean;
  signIn(token: string, row?: Partial<FakeRow>): FakeRow;
  connect(options?: ConnectOptions): TestClient;
  close(): Promise<void>;
}

export interface ConnectOptions {
  replica?: Replica;
  auth?: Record<string, unknown>;
  headers?: Record<string, string>;
  transports?: ("websocket" | "polling")[];
}

export interface TestClient {
  socket: TestSocket;
  /** Everything that came, in order. */
  received: { event: string; payload: unknown }[];
  welcomed: Promise<Parameters<ServerToClientEvents["welcome"]>[0]>;
  /** The code of a refused handshake. */
  refused: Promise<string>;
  of<E extends keyof ServerToClientEvents>(event: E): Parameters<ServerToClientEvents[E]>[0][];
  offsets(stream: string): number[];
  ask<E extends ClientEvent>(event: E, payload: ClientPayload<E>): Promise<ClientAnswer<E>>;
  /** Sends what the types forbid. */
  askAnything(event: string, ...args: unknown[]): Promise<ClientAnswer<ClientEvent>>;
}

/** Gateways of one product: an HTTP server each, one bus, the logs given (one for each replica, or one for all). */
export async function startReplicas(
  logs: StreamLog[],
  more: Partial<Pick<GatewayDeps, "rates" | "timings">> = {},
): Promise<Replicas> {
  const logger = pino({ level: "silent" });
  const bus = createInProcessBusHub({ logger });
  const rows = new Map<string, FakeRow>();
  const clients: TestSocket[] = [];
  const closers: (() => Promise<void>)[] = [];

  const all = await Promise.all(
    logs.map(async (log): Promise<Replica> => {
      const port = lossy(bus.connect(), (message) => replicas.loses(message));
      const authenticator = createFakeAuthenticator(rows, (sessionId, reason) =>
        port.publish({ kind: "session-ended", sessionId, reason }),
      );
      const metrics = createCountingMetrics();
      const httpServer = createServer();
      const stopPublishing = log.onCommitted((batches) => port.publish({ kind: "committed", batches }));
      const gateway = createGateway({
        httpServer,
        log,
        bus: port,
        authenticator,
        accessTo: async (actor, stream) => replicas.access(actor, stream),
        config: { allowedOrigins: ["https://signalbox.example"] },
        logger,
        metrics,
        ...more,
      });
      await new Promise<void>((resolve) => httpServer.listen(0, "127.0.0.1", resolve));
      closers.push(async () => {
        stopPublishing();
        gateway.close();
        await port.close();
        httpServer.closeAllConnections();
        await new Promise((resolve) => httpServer.close(resolve));
      });
      return { gateway, authenticator, metrics, url: `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}` };
    }),
  );
  const [replica] = all;
  if (replica === undefined) throw new Error("a product has one replica at least");

  const replicas: Replicas = {
    all,
    replica,
    rows,
    loses: () => false,
    access: (_, stream) => stream.kind === "run" && stream.id.startsWith("acme"),
    signIn(token, row = {}) {
      const full: FakeRow = { actor: person(), expiresAt: null, endReason: null, ...row };
      rows.set(token, full);
      return full;
    },
    connect({ replica: at = replica, auth = {}, headers = {}, transports = ["websocket"] } = {}) {
      const socket: TestSocket = io(at.url, {
        transports,
        reconnection: false,
        forceNew: true,
        auth: { protocol: 1, ...auth },
        extraHeaders: headers,
      });
      clients.push(socket);
      return record(socket);
    },
    async close() {
      for (const client of clients) client.disconnect();
      await Promise.all(closers.map((close) => close()));
    },
  };
  return replicas;
}

function lossy(bus: Bus, isLost: (message: BusMessage) => boolean): Bus {
  return { ...bus, publish: (message) => (isLost(message) ? undefined : bus.publish(message)) };
}

function record(socket: TestSocket): TestClient {
  const received: { event: string; payload: unknown }[] = [];
  socket.onAny((event: string, payload: unknown) => received.push({ event, payload }));
  const welcomed = new Promise<Parameters<ServerToClientEvents["welcome"]>[0]>((resolve) => {
    socket.once("welcome", resolve);
  });
  const refused = new Promise<string>((resolve) => {
    socket.once("connect_error", (error) =>
      resolve((error as { data?: { code?: string } }).data?.code ?? error.message),
    );
  });
  const client: TestClient = {
    socket,
    received,
    welcomed,
    refused,
    of: <E extends keyof ServerToClientEvents>(event: E) =>
      received
        .filter((each) => each.event === event)
        .map(({ payload }) => payload as Parameters<ServerToClientEvents[E]>[0]),
    offsets: (stream) =>
      client
        .of("entries")
        .filter((frame) => frame.stream === stream)
        .flatMap(({ entries }) => entries.map(({ offset }: Entry) => offset)),
    ask: (event, payload) => client.askAnything(event, payload) as Promise<never>,
    askAnything: (event, ...args) =>
      (
        socket.timeout(5_000) as unknown as { emitWithAck(...all: unknown[]): Promise<ClientAnswer<ClientEvent>> }
      ).emitWithAck(event, ...args),
  };
  return client;
}
