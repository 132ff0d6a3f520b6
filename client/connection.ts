import { io, type Socket } from "socket.io-client";
import { protocolVersion } from "#lib/contract/limits";
import type { ProblemCode } from "#lib/contract/problem";
import type {
  ClientAnswer,
  ClientEvent,
  ClientPayload,
  ClientToServerEvents,
  HandshakeCode,
  ServerToClientEvents,
  SessionEndReason,
  Welcome,
} from "#lib/contract/socket";

export type ConnectionState =
  /** No socket yet, or none any more: it keeps trying. `since` is when it was last connected, or was made. */
  | { kind: "connecting"; since: number; attempts: number }
  | { kind: "connected"; welcome: Welcome; since: number }
  /** The server will not have this session again; nothing is retried. */
  | { kind: "ended"; reason: SessionEndReason | HandshakeCode };

export interface Connection {
  state(): ConnectionState;
  /** Hears every change of the state, and the present state at once. */
  onState(listener: (state: ConnectionState) => void): () => void;
  on<E extends keyof ServerToClientEvents>(event: E, listener: ServerToClientEvents[E]): () => void;
  /** Asks the server. Never rejects: without a connection, or an answer in time, it is a refusal `unavailable`. */
  request<E extends ClientEvent>(event: E, payload: ClientPayload<E>): Promise<ClientAnswer<E>>;
  /** Drops a connection that no longer answers and dials again at once. */
  redial(): void;
  close(): void;
}

export interface ConnectionOptions {
  /** The server's address; the page's own origin in the browser. */
  url: string;
  /** What the readers have read, asked at every handshake so that a reconnect resumes where it was (rule S4). */
  cursorsOf: () => Record<string, number>;
  /** A token where no session cookie travels along, such as in tests. */
  token?: (() => string) | undefined;
  /** Further headers of the upgrade request; Node only. */
  headers?: Record<string, string> | undefined;
}

type LiveSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

/** How long an acknowledgement may take, in milliseconds. */
const answerTimeoutMs = 8_000;
/** The wait before dialling again where Socket.IO does not by itself: after a refusal, or a close by the server. */
const redialDelayMs = 1_000;

const endingCodes: readonly string[] = [
  "unauthenticated",
  "session-revoked",
  "session-expired",
  "origin-refused",
  "protocol-unsupported",
] satisfies HandshakeCode[];

/** The one typed socket of a page. It dials at once, and again for as long as the session may come back. */
export function createConnection(options: ConnectionOptions): Connection {
  const socket: LiveSocket = io(options.url, {
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: 300,
    reconnectionDelayMax: 3_000,
    timeout: answerTimeoutMs,
    auth: (give) => give(handshakeOf(options)),
    ...(options.headers !== undefined && { extraHeaders: options.headers }),
  });
  const listeners = new Set<(state: ConnectionState) => void>();
  let state: ConnectionState = { kind: "connecting", since: Date.now(), attempts: 0 };
  let redialTimer: ReturnType<typeof setTimeout> | undefined;

  function change(next: ConnectionState): void {
    if (state.kind === "ended") return;
    state = next;
    for (const listener of listeners) listener(next);
  }

  function lost(attempts: number): void {
    const since = state.kind === "connecting" ? state.since : Date.now();
    change({ kind: "connecting", since, attempts });
  }

  function redialLater(): void {
    clearTimeout(redialTimer);
    if (state.kind !== "ended") redialTimer = setTimeout(() => socket.connect(), redialDelayMs * (0.5 + Math.random()));
  }

  socket.on("welcome", (welcome) => change({ kind: "connected", welcome, since: Date.now() }));
  socket.on("session-ended", ({ reason }) => {
    change({ kind: "ended", reason });
    socket.disconnect();
  });
  socket.on("connect_error", (error) => {
    const code = refusalCode(error);
    if (code !== null && endingCodes.includes(code)) {
      change({ kind: "ended", reason: code as HandshakeCode });
      socket.disconnect();
      return;
    }
    lost(state.kind === "connecting" ? state.attempts + 1 : 1);
    // A refusal by the server ends Socket.IO's own tries.
    if (!socket.active) redialLater();
  });
  socket.on("disconnect", () => {
    lost(0);
    // Socket.IO takes a close by the server (a drain, a restart) for the last word.
    if (!socket.active) redialLater();
  });

  return {
    state: () => state,
    onState(listener) {
      listeners.add(listener);
      listener(state);
      return () => listeners.delete(listener);
    },
    on(event, listener) {
      // Socket.IO's types cannot follow a generic event's name; ours pair each name with its listener.
      const untyped = socket as unknown as { on(e: string, l: unknown): void; off(e: string, l: unknown): void };
      untyped.on(event, listener);
      return () => untyped.off(event, listener);
    },
    request: (event, payload) => ask(socket, event, payload),
    redial() {
      if (state.kind !== "connected") return;
      socket.io.engine.close();
    },
    close() {
      clearTimeout(redialTimer);
      listeners.clear();
      socket.removeAllListeners();
      socket.disconnect();
    },
  };
}

function handshakeOf(options: ConnectionOptions): Record<string, unknown> {
  return {
    protocol: protocolVersion,
    cursors: options.cursorsOf(),
    ...(options.token !== undefined && { token: options.token() }),
  };
}

function refusalCode(error: Error & { data?: unknown }): string | null {
  const { data } = error;
  if (typeof data !== "object" || data === null || !("code" in data)) return null;
  return typeof data.code === "string" ? data.code : null;
}

async function ask<E extends ClientEvent>(
  socket: LiveSocket,
  event: E,
  payload: ClientPayload<E>,
): Promise<ClientAnswer<E>> {
  // Emitting while disconnected would queue the question, and the answer could come to nobody.
  if (!socket.connected) return unavailable("There is no connection to the server.");
  const emitter = socket.timeout(answerTimeoutMs) as unknown as {
    emitWithAck(event: E, payload: ClientPayload<E>): Promise<ClientAnswer<E>>;
  };
  try {
    return await emitter.emitWithAck(event, payload);
  } catch {
    return unavailable(`The server did not answer '${event}' within ${answerTimeoutMs / 1_000} s.`);
  }
}

function unavailable(message: string): { ok: false; code: ProblemCode; message: string } {
  return { ok: false, code: "unavailable", message };
}
