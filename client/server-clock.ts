import { createStore, type StoreApi } from "zustand/vanilla";
import type { Connection } from "./connection.ts";

/** How far the server's clock is ahead of this machine's, in milliseconds; 0 until the server has said its time. */
export type ServerClock = Pick<StoreApi<number>, "getState" | "subscribe"> & { close(): void };

/**
 * Reads the server's time off each welcome: times in events are the server's, and durations that still run must be
 * counted by the same clock, however wrong this machine's is. The welcome's way here, some milliseconds, is the error.
 */
export function createServerClock(
  connection: Pick<Connection, "onState">,
  now: () => number = () => Date.now(),
): ServerClock {
  const store = createStore<number>(() => 0);
  const close = connection.onState((state) => {
    if (state.kind !== "connected") return;
    const ahead = Date.parse(state.welcome.serverTime) - now();
    if (Number.isFinite(ahead)) store.setState(ahead, true);
  });
  return { getState: store.getState, subscribe: store.subscribe, close };
}
