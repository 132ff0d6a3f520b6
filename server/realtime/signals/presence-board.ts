import type { Signal } from "#lib/contract/signal";

export type PresenceSignal = Extract<Signal, { type: "presence" }>;

/** Who is where: the last presence of each client, by stream, so that a newcomer sees who is there (rule S9). */
export interface PresenceBoard {
  /** Remembers what a client said of itself, over what it said before. A `gone` forgets it. */
  note(signal: PresenceSignal, origin: "local" | "remote"): void;
  of(stream: string): PresenceSignal[];
  /** Forgets a client's presence in a stream; answers the `gone` to tell the others, or null where it had none. */
  leave(stream: string, clientId: string): PresenceSignal | null;
  /** Presences of this replica's clients, for replicas that have not heard of them. */
  local(): PresenceSignal[];
  /** Forgets remote clients that no replica spoke of for so long: theirs is gone. Answers their `gone`s. */
  expireRemote(olderThanMs: number): PresenceSignal[];
}

/** Clients remembered in one stream, at most: beyond, newcomers see only those who move. */
const clientsPerStream = 500;

interface Noted {
  signal: PresenceSignal;
  origin: "local" | "remote";
  at: number;
}

/** Who is where, by stream and client, in memory. `now` gives epoch milliseconds. */
export function createPresenceBoard(now: () => number): PresenceBoard {
  const streams = new Map<string, Map<string, Noted>>();

  function forget(stream: string, clientId: string): PresenceSignal | null {
    const clients = streams.get(stream);
    const noted = clients?.get(clientId);
    if (clients === undefined || noted === undefined) return null;
    clients.delete(clientId);
    if (clients.size === 0) streams.delete(stream);
    return { ...noted.signal, data: { gone: true } };
  }

  return {
    note(signal, origin) {
      const clientId = signal.from?.clientId;
      if (clientId === undefined) return;
      if (signal.data.gone) {
        forget(signal.stream, clientId);
        return;
      }
      const clients = streams.get(signal.stream) ?? new Map<string, Noted>();
      const was = clients.get(clientId);
      if (was === undefined && clients.size >= clientsPerStream) return;
      streams.set(signal.stream, clients);
      clients.set(clientId, { signal: mergePresence(was?.signal, signal), origin, at: now() });
    },
    of: (stream) => [...(streams.get(stream)?.values() ?? [])].map(({ signal }) => signal),
    leave: forget,
    local() {
      const all = [...streams.values()].flatMap((clients) => [...clients.values()]);
      return all.filter(({ origin }) => origin === "local").map(({ signal }) => signal);
    },
    expireRemote(olderThanMs) {
      const gone: PresenceSignal[] = [];
      for (const [stream, clients] of [...streams]) {
        for (const [clientId, { origin, at }] of [...clients]) {
          if (origin === "local" || now() - at < olderThanMs) continue;
          const signal = forget(stream, clientId);
          if (signal !== null) gone.push(signal);
        }
      }
      return gone;
    },
  };
}

/** A later presence over an earlier one: fields that it does not name stay, `gone` does not. */
export function mergePresence(was: PresenceSignal | undefined, signal: PresenceSignal): PresenceSignal {
  if (was === undefined || signal.data.gone) return signal;
  const { gone: _, ...before } = was.data;
  return { ...signal, data: { ...before, ...signal.data } };
}
