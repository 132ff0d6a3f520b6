import type { Logger } from "pino";
import type { Entry } from "#lib/contract/entry";
import { limits } from "#lib/contract/limits";
import type { StreamLog } from "#server/streams/stream-log";
import type { GatewayMetrics } from "../gateway-metrics.ts";
import { catchUp } from "./catch-up.ts";
import type { DrainWatch } from "./drain-watch.ts";
import { createPageReader } from "./page-reader.ts";
import type { BroadcastEntries, StreamSocket } from "./stream-socket.ts";
import { createSubscription, type Subscription } from "./subscription.ts";

/** The sockets of this replica that read one stream. */
export interface Audience {
  /** The last offset that every live socket was sent. */
  readonly delivered: number;
  readonly size: number;
  /** Every socket begins after this offset unless it brings a cursor. */
  start(head: number): void;
  /** Lets a socket in: live from `delivered` on, or after its cursor. A socket that is in already begins again. */
  attach(socket: StreamSocket, after: number | undefined): void;
  detach(socketId: string): void;
  /** Consecutive entries after `delivered`, as one frame. */
  deliver(entries: readonly Entry[]): void;
  /** The log lost what comes after `delivered`: everyone goes on from `head` (rule S7). */
  reset(head: number): void;
  isLive(socketId: string): boolean;
  retryStalled(): void;
  sockets(): Iterable<StreamSocket>;
}

export interface AudienceDeps {
  stream: string;
  log: StreamLog;
  drainWatch: DrainWatch;
  broadcast: BroadcastEntries;
  metrics: GatewayMetrics;
  logger: Logger;
}

/** One room for a stream's live sockets; those that catch up join it when they have what it has. */
export function createAudience(deps: AudienceDeps): Audience {
  const { stream, broadcast, metrics } = deps;
  const room = entriesRoom(stream);
  const readPage = createPageReader(deps.log, stream);
  const subscriptions = new Map<string, Subscription>();
  /** Those of them that wait for this replica to reach their cursor. */
  const ahead = new Set<Subscription>();
  let liveCount = 0;
  let delivered = 0;

  function goLive(subscription: Subscription): void {
    subscription.state = "live";
    liveCount += 1;
    subscription.socket.join(room);
  }

  function leaveRoom(subscription: Subscription): void {
    if (subscription.state === "live") {
      liveCount -= 1;
      subscription.socket.leave(room);
    }
    ahead.delete(subscription);
  }

  /** From here on the socket gets what is committed. Called in the same turn as the check that its cursor allows it. */
  function join(subscription: Subscription): void {
    if (subscription.cursor <= delivered) return goLive(subscription);
    subscription.state = "ahead";
    ahead.add(subscription);
  }

  function startCatchUp(subscription: Subscription): void {
    subscription.state = "catching-up";
    void catchUp(subscription, { ...deps, readPage, delivered: () => delivered, join });
  }

  /** A full buffer: the socket leaves the room, and nobody else notices (rule S10). */
  function fallBehind(subscription: Subscription): void {
    leaveRoom(subscription);
    subscription.cursor = delivered;
    metrics.readerLagged();
    startCatchUp(subscription);
  }

  function detach(socketId: string): void {
    const subscription = subscriptions.get(socketId);
    if (subscription === undefined) return;
    leaveRoom(subscription);
    subscription.state = "closed";
    subscriptions.delete(socketId);
  }

  /** Gives those that are ahead what they lack of a frame, and lets in whom the frame reached. */
  function meetAhead(entries: readonly Entry[]): void {
    for (const subscription of ahead) {
      const fresh = entries.filter(({ offset }) => offset > subscription.cursor);
      const last = fresh.at(-1);
      if (last !== undefined) {
        subscription.socket.send("entries", { stream, entries: fresh });
        subscription.cursor = last.offset;
      }
      if (subscription.cursor > delivered) continue;
      ahead.delete(subscription);
      goLive(subscription);
    }
  }

  return {
    get delivered() {
      return delivered;
    },
    get size() {
      return subscriptions.size;
    },
    start(head) {
      delivered = head;
    },
    attach(socket, after) {
      detach(socket.id);
      const subscription = createSubscription(socket, after ?? delivered);
      subscriptions.set(socket.id, subscription);
      if (after === undefined) goLive(subscription);
      else startCatchUp(subscription);
    },
    detach,
    deliver(entries) {
      const last = entries.at(-1);
      if (last === undefined) return;
      if (liveCount > 0) {
        for (const subscription of subscriptions.values()) {
          if (subscription.state !== "live") continue;
          if (subscription.socket.unsentBytes() > limits.socketBufferBytes) fallBehind(subscription);
        }
      }
      // Socket.IO's types want a mutable array; nobody writes to it.
      if (liveCount > 0) broadcast(room, { stream, entries: entries as Entry[] });
      metrics.entriesDelivered(entries.length * liveCount);
      delivered = last.offset;
      if (ahead.size > 0) meetAhead(entries);
    },
    reset(head) {
      delivered = head;
      for (const subscription of subscriptions.values()) {
        if (subscription.state !== "live" && subscription.state !== "ahead") continue;
        if (subscription.state === "ahead" && subscription.cursor >= head) continue;
        subscription.socket.send("reset", { stream, head });
        metrics.readerReset();
        if (subscription.state === "live") continue;
        ahead.delete(subscription);
        goLive(subscription);
      }
      meetAhead([]);
    },
    isLive: (socketId) => subscriptions.get(socketId)?.state === "live",
    retryStalled() {
      for (const subscription of subscriptions.values()) {
        if (subscription.state === "stalled") startCatchUp(subscription);
      }
    },
    *sockets() {
      for (const { socket } of subscriptions.values()) yield socket;
    },
  };
}

/** The room whose members get a stream's frames. */
function entriesRoom(stream: string): string {
  return `entries/${stream}`;
}
