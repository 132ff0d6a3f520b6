import type { ClientAnswer, ClientEvent, ServerToClientEvents, StreamHead, Welcome } from "#lib/contract/socket";
import type { Connection, ConnectionState } from "../connection.ts";

/** A connection without a network: what was asked is kept, answers and pushes come from the test. */
export interface FakeConnection extends Connection {
  asked: { event: ClientEvent; payload: unknown }[];
  /** How the next questions are answered; refused as unavailable without. */
  answers: Partial<Record<ClientEvent, (payload: never) => ClientAnswer<ClientEvent>>>;
  connect(streams?: StreamHead[]): void;
  disconnect(): void;
  end(reason: "revoked"): void;
  push<E extends keyof ServerToClientEvents>(event: E, ...payload: Parameters<ServerToClientEvents[E]>): void;
  redials(): number;
}

export function createFakeConnection(): FakeConnection {
  const stateListeners = new Set<(state: ConnectionState) => void>();
  const listeners = new Map<string, Set<(payload: never) => void>>();
  let state: ConnectionState = { kind: "connecting", since: Date.now(), attempts: 0 };
  let redials = 0;

  function change(next: ConnectionState): void {
    state = next;
    for (const listener of stateListeners) listener(next);
  }

  const connection: FakeConnection = {
    asked: [],
    answers: {},
    state: () => state,
    onState(listener) {
      stateListeners.add(listener);
      listener(state);
      return () => stateListeners.delete(listener);
    },
    on(event, listener) {
      const known = listeners.get(event) ?? new Set();
      known.add(listener as (payload: never) => void);
      listeners.set(event, known);
      return () => known.delete(listener as (payload: never) => void);
    },
    async request(event, payload) {
      connection.asked.push({ event, payload });
      const answer = connection.answers[event];
      if (answer === undefined || state.kind !== "connected") {
        return { ok: false, code: "unavailable", message: "no answer" };
      }
      // The test gives each event an answer of its own kind.
      return answer(payload as never) as ClientAnswer<typeof event>;
    },
    redial() {
      redials += 1;
    },
    close() {},
    connect: (streams = []) => change({ kind: "connected", welcome: welcome(streams), since: Date.now() }),
    disconnect: () => change({ kind: "connecting", since: Date.now(), attempts: 0 }),
    end: (reason) => change({ kind: "ended", reason }),
    push(event, ...payload) {
      for (const listener of listeners.get(event) ?? []) listener(payload[0] as never);
    },
    redials: () => redials,
  };
  return connection;
}

function welcome(streams: StreamHead[]): Welcome {
  return {
    protocol: 1,
    sessionId: "ses_1",
    user: { id: "usr_1", name: "Olga", email: "olga@acme.test" },
    org: { id: "org_acme", name: "Acme" },
    role: "operator",
    streams,
    serverTime: new Date().toISOString(),
  };
}
