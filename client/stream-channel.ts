import type { Entry } from "#lib/contract/entry";
import type { Signal } from "#lib/contract/signal";
import { parseStreamName, type StreamName, watchableKinds } from "#lib/contract/stream-name";
import type { Connection } from "./connection.ts";
import { createStreamReader, type StreamReader } from "./stream-reader.ts";

export interface Subscription {
  /** The offset that the subscriber's snapshot reflects; entries start at the next one (rule S8). */
  after: number;
  onEntries: (entries: readonly Entry[]) => void;
  /** The log no longer reaches back to the cursor: load a snapshot and answer the offset that it reflects (rule S7). */
  onReset: (head: number) => Promise<number>;
  onSignal?: ((signal: Signal) => void) | undefined;
  /** The stream may not be read, or not any more. */
  onLost?: (() => void) | undefined;
}

/** Somebody who wants a stream's signals and none of its entries. */
export interface SignalListener {
  onSignal: (signal: Signal) => void;
  /** The server takes and sends signals of this stream from now on; again after each reconnect. */
  onOpen?: (() => void) | undefined;
  onLost?: (() => void) | undefined;
}

/** One stream of one page: its readers and listeners, and the `watch` that they share. */
export interface StreamChannel {
  /** True for a stream that is asked for; the others are joined by the server at the handshake. */
  readonly isWatched: boolean;
  isEmpty(): boolean;
  isCaughtUp(): boolean;
  /** The lowest cursor of the readers; undefined without any. */
  cursor(): number | undefined;
  read(subscription: Subscription): () => void;
  listen(listener: SignalListener): () => void;
  connected(): void;
  disconnected(): void;
  receive(entries: readonly Entry[]): void;
  announce(head: number): void;
  /** The replay that was asked for is over: what is still missing is not on its way. */
  replayed(offset: number): void;
  reset(head: number): void;
  signal(signal: Signal): void;
  /** The stream may not be read any more. */
  lose(): void;
  close(): void;
}

/** The wait before a `watch` that the server could not answer is asked again, in milliseconds. */
const watchRetryMs = 1_000;

/** A stream without readers; the first one watches it, where it is one to be asked for. */
export function createStreamChannel(options: {
  stream: StreamName;
  connection: Connection;
  /** The highest offset known when the channel is made. */
  head: number;
  onProgress: () => void;
  /** The last reader or listener has gone. */
  onEmpty: () => void;
}): StreamChannel {
  const { stream, connection } = options;
  const isWatched = watchableKinds.some((kind) => kind === parseStreamName(stream)?.kind);
  const readers = new Map<StreamReader, Subscription>();
  const listeners = new Set<SignalListener>();
  let head = options.head;
  let isOpen = false;
  /** Grows with each `watch`, so that a late answer to an earlier one is known as such. */
  let round = 0;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;

  const isConnected = () => connection.state().kind === "connected";
  const isEmpty = () => readers.size === 0 && listeners.size === 0;

  function cursor(): number | undefined {
    return readers.size === 0 ? undefined : Math.min(...[...readers.keys()].map((reader) => reader.cursor()));
  }

  function announce(announced: number): void {
    head = Math.max(head, announced);
    for (const reader of readers.keys()) reader.announce(head);
  }

  async function watch(after: number | undefined): Promise<void> {
    clearTimeout(retryTimer);
    round += 1;
    const mine = round;
    const answer = await connection.request("watch", { stream, ...(after !== undefined && { after }) });
    if (mine !== round || isEmpty()) return;
    if (answer.ok) {
      isOpen = true;
      for (const listener of [...listeners]) listener.onOpen?.();
      return announce(answer.head);
    }
    switch (answer.code) {
      case "cursor-expired":
      case "cursor-in-future":
        reset(head);
        // Watched from now on, without a replay: the snapshot and a read give what came before.
        return watch(undefined);
      case "not-found":
      case "forbidden":
      case "unknown-stream":
        return lose();
      default:
        retryTimer = setTimeout(() => isConnected() && void watch(cursor()), watchRetryMs);
    }
  }

  function reset(at: number): void {
    head = Math.max(head, at);
    for (const reader of readers.keys()) reader.reset(at);
  }

  function lose(): void {
    const lost = [...readers.values(), ...listeners];
    for (const reader of readers.keys()) reader.close();
    readers.clear();
    listeners.clear();
    left();
    for (const each of lost) each.onLost?.();
  }

  function left(): void {
    if (isEmpty()) {
      clearTimeout(retryTimer);
      round += 1;
      if (isWatched && isConnected()) void connection.request("unwatch", { stream });
      options.onEmpty();
    }
    options.onProgress();
  }

  /** Brings one that came while the socket is up into the stream, and to its end. */
  function arrived(reader: StreamReader | null): void {
    if (!isConnected()) return;
    if (isWatched && !isOpen) {
      if (readers.size + listeners.size === 1) void watch(cursor());
      return;
    }
    reader?.announce(head);
    reader?.catchUp();
  }

  return {
    isWatched,
    isEmpty,
    cursor,
    isCaughtUp: () => [...readers.keys()].every((reader) => reader.isCaughtUp()),
    read(subscription) {
      const reader = createStreamReader({
        ...subscription,
        read: (after, limit) => connection.request("read", { stream, after, limit }),
        onProgress: options.onProgress,
        onLost() {
          readers.delete(reader);
          left();
          subscription.onLost?.();
        },
      });
      readers.set(reader, subscription);
      if (!isConnected()) reader.suspend();
      arrived(reader);
      return () => {
        reader.close();
        if (readers.delete(reader)) left();
      };
    },
    listen(listener) {
      listeners.add(listener);
      arrived(null);
      if (isOpen) listener.onOpen?.();
      return () => {
        if (listeners.delete(listener)) left();
      };
    },
    connected() {
      for (const reader of readers.keys()) reader.resume();
      if (isWatched) void watch(cursor());
    },
    disconnected() {
      isOpen = false;
      round += 1;
      clearTimeout(retryTimer);
      for (const reader of readers.keys()) reader.suspend();
    },
    receive(entries) {
      head = Math.max(head, entries.at(-1)?.offset ?? 0);
      for (const reader of [...readers.keys()]) reader.receive(entries);
    },
    announce,
    replayed(offset) {
      announce(offset);
      for (const reader of readers.keys()) reader.catchUp();
    },
    reset,
    signal(signal) {
      for (const each of [...readers.values(), ...listeners]) each.onSignal?.(signal);
    },
    lose,
    close() {
      clearTimeout(retryTimer);
      round += 1;
      for (const reader of readers.keys()) reader.close();
      readers.clear();
      listeners.clear();
    },
  };
}
