import { createStore, type StoreApi } from "zustand/vanilla";
import { heartbeatMs } from "#lib/contract/limits";
import type { Connection } from "./connection.ts";
import type { Subscriptions } from "./subscriptions.ts";

export type LivenessState =
  /** Everything that the server has is on this page. */
  | "live"
  /** Connected; something that is known to exist has not arrived yet. */
  | "catching-up"
  /** The connection is gone and being made again. */
  | "reconnecting"
  /** The network is down, or the server has not been reached for a while. */
  | "offline"
  /** The session is over: the page leads to the sign-in. */
  | "ended";

export interface Liveness {
  state: LivenessState;
  /** When the page was last certain to be true, in milliseconds since the epoch by this machine's clock. */
  asOf: number;
  /** Why the session ended. */
  reason: string | null;
}

export interface LivenessStore extends StoreApi<Liveness> {
  close(): void;
}

/** What the liveness needs of its surroundings; the browser's by default. */
export interface LivenessEnvironment {
  now(): number;
  isOnline(): boolean;
  /** Hears when `isOnline` may have changed. */
  onOnlineChange(listener: () => void): () => void;
}

/** A connection that is silent for longer than this is not believed any more: two and a half heartbeats. */
export const silenceMs = 2.5 * heartbeatMs;
/** How long tries may fail before the page says that it is offline. */
export const offlineAfterMs = 10_000;
/** How long the first connection may take before the page says that it is not there. */
const firstConnectMs = 3_000;
/** A lag shorter than this is an entry on its way, not a page that is behind. */
const behindMs = 250;
/** How often time alone is looked at. */
const tickMs = 1_000;

/** Says how true the page is. Live only while connected, heard from lately, and with every reader at its head. */
export function createLiveness(
  connection: Connection,
  subscriptions: Subscriptions,
  environment: LivenessEnvironment = browserEnvironment,
): LivenessStore {
  const { now } = environment;
  let heardAt = now();
  let wasConnected = false;
  let behindSince: number | null = null;
  let behindTimer: ReturnType<typeof setTimeout> | undefined;
  const store = createStore<Liveness>(() => ({ state: "catching-up", asOf: now(), reason: null }));

  function judge(): { state: LivenessState; reason: string | null } {
    const link = connection.state();
    if (link.kind === "ended") return { state: "ended", reason: link.reason };
    if (!environment.isOnline()) return { state: "offline", reason: null };
    if (link.kind === "connecting") {
      const ms = now() - link.since;
      if (ms >= offlineAfterMs) return { state: "offline", reason: null };
      return { state: wasConnected || ms >= firstConnectMs ? "reconnecting" : "catching-up", reason: null };
    }
    if (now() - heardAt > silenceMs) return { state: "reconnecting", reason: null };
    const isBehind = behindSince !== null && now() - behindSince >= behindMs;
    const wasLive = store.getState().state === "live";
    if (isBehind || (behindSince !== null && !wasLive)) return { state: "catching-up", reason: null };
    return { state: "live", reason: null };
  }

  function update(): void {
    const { state, reason } = judge();
    const was = store.getState();
    const asOf = state === "live" ? heardAt : was.asOf;
    if (was.state !== state || was.asOf !== asOf || was.reason !== reason) store.setState({ state, asOf, reason });
  }

  function progressed(): void {
    if (subscriptions.isCaughtUp()) {
      behindSince = null;
      clearTimeout(behindTimer);
      behindTimer = undefined;
    } else {
      behindSince ??= now();
      behindTimer ??= setTimeout(() => {
        behindTimer = undefined;
        update();
      }, behindMs + 1);
    }
    update();
  }

  function heard(): void {
    heardAt = now();
    progressed();
  }

  function tick(): void {
    update();
    if (connection.state().kind === "connected" && now() - heardAt > silenceMs) connection.redial();
  }

  const ends = [
    connection.onState((state) => {
      if (state.kind === "connected") {
        wasConnected = true;
        heardAt = now();
      }
      progressed();
    }),
    connection.on("heads", heard),
    subscriptions.onProgress(progressed),
    environment.onOnlineChange(update),
  ];
  const timer = setInterval(tick, tickMs);

  return {
    ...store,
    close() {
      clearInterval(timer);
      clearTimeout(behindTimer);
      for (const end of ends) end();
    },
  };
}

const browserEnvironment: LivenessEnvironment = {
  now: () => Date.now(),
  isOnline: () => typeof navigator === "undefined" || navigator.onLine !== false,
  onOnlineChange(listener) {
    if (typeof window === "undefined") return () => {};
    window.addEventListener("online", listener);
    window.addEventListener("offline", listener);
    return () => {
      window.removeEventListener("online", listener);
      window.removeEventListener("offline", listener);
    };
  },
};
