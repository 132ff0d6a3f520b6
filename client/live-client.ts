import { type Api, createApi } from "./api.ts";
import { type Connection, createConnection } from "./connection.ts";
import { createLiveness, type LivenessStore } from "./liveness.ts";
import { createServerClock, type ServerClock } from "./server-clock.ts";
import { createSubscriptions, type Subscriptions } from "./subscriptions.ts";

/** All that a page's live parts share: one socket, its readers, how true they are, and the API. */
export interface LiveClient {
  connection: Connection;
  subscriptions: Subscriptions;
  liveness: LivenessStore;
  clock: ServerClock;
  api: Api;
  close(): void;
}

/** Builds the live client and dials. `token` and `headers` are for places without a browser's cookies. */
export function createLiveClient(options: {
  url: string;
  token?: (() => string) | undefined;
  headers?: Record<string, string> | undefined;
}): LiveClient {
  // The connection asks for cursors only at a handshake, which is after this function has returned.
  const connection = createConnection({ ...options, cursorsOf: () => subscriptions.cursors() });
  const subscriptions = createSubscriptions(connection);
  const liveness = createLiveness(connection, subscriptions);
  const clock = createServerClock(connection);
  return {
    connection,
    subscriptions,
    liveness,
    clock,
    api: createApi({ baseUrl: options.url, fetch: (...args) => fetch(...args) }),
    close() {
      liveness.close();
      clock.close();
      subscriptions.close();
      connection.close();
    },
  };
}
