import { createStore, type StoreApi } from "zustand/vanilla";
import type { Signal } from "#lib/contract/signal";
import type { Subscriptions } from "./subscriptions.ts";

/** Somebody else's page on the same stream. */
export interface PresentClient {
  clientId: string;
  userId: string;
  name: string;
  /** When it was last heard of, in milliseconds since the epoch. */
  heardAt: number;
}

export interface PresenceState {
  clients: readonly PresentClient[];
}
export type PresenceStore = StoreApi<PresenceState>;

/** How often a page says that it is there; one that was silent for three times as long is taken for gone. */
const announceMs = 10_000;
/** A newcomer is answered within this time, so that it need not wait for the next round. */
const answerWithinMs = 400;

/** What the server says along with the answer to a `watch` is no older than this. */
const justMs = 1_000;

/** Nobody is there yet. */
export function createPresenceStore(): PresenceStore {
  return createStore<PresenceState>(() => ({ clients: [] }));
}

/**
 * Says on a stream that this page watches it, and keeps who else does. Returns how to stop.
 * The server writes who a signal is from and never sends it back to its sender.
 */
export function connectPresence(
  store: PresenceStore,
  options: { subscriptions: Subscriptions; stream: string; now?: (() => number) | undefined },
): () => void {
  const { subscriptions, stream } = options;
  const now = options.now ?? Date.now;
  let answerTimer: ReturnType<typeof setTimeout> | undefined;
  const announce = () => subscriptions.sendPresence(stream, { selection: [] });

  function hear(signal: Signal): void {
    const { from } = signal;
    if (signal.type !== "presence" || from === null) return;
    const others = store.getState().clients.filter((each) => each.clientId !== from.clientId);
    if (signal.data.gone === true) return store.setState({ clients: others });
    const isNew = others.length === store.getState().clients.length;
    store.setState({ clients: [...others, { ...from, heardAt: now() }] });
    if (isNew) answer();
  }

  function answer(): void {
    clearTimeout(answerTimer);
    answerTimer = setTimeout(announce, Math.random() * answerWithinMs);
  }

  function keepHeardWithin(ms: number): void {
    const heard = store.getState().clients.filter((each) => now() - each.heardAt < ms);
    if (heard.length < store.getState().clients.length) store.setState({ clients: heard });
  }

  const unsubscribe = subscriptions.listen(stream, {
    onSignal: hear,
    onOpen() {
      // Whoever left while this page was cut off was not heard leaving; whoever is there was just named by the server.
      keepHeardWithin(justMs);
      announce();
    },
  });
  const timer = setInterval(() => {
    announce();
    keepHeardWithin(3 * announceMs);
  }, announceMs);

  return () => {
    clearInterval(timer);
    clearTimeout(answerTimer);
    subscriptions.sendPresence(stream, { gone: true });
    unsubscribe();
  };
}
