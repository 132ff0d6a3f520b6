import type { SignalData } from "#lib/contract/signal";
import type { StreamHead } from "#lib/contract/socket";
import { parseStreamName, type StreamName } from "#lib/contract/stream-name";
import type { Connection } from "./connection.ts";
import { createStreamChannel, type SignalListener, type StreamChannel, type Subscription } from "./stream-channel.ts";

/** Who reads which stream, over one connection. Each subscription has its own cursor. */
export interface Subscriptions {
  /** Reads a stream from a snapshot on: watches it where it is one to be asked for. Returns how to stop. */
  subscribe(stream: string, subscription: Subscription): () => void;
  /** Hears a stream's signals only. */
  listen(stream: string, listener: SignalListener): () => void;
  /** Tells everyone else who watches the stream where this page is. Dropped without a connection (rule S9). */
  sendPresence(stream: string, data: SignalData<"presence">): void;
  /** Where the joined streams' readers are, for the handshake: the lowest of each stream. */
  cursors(): Record<string, number>;
  isCaughtUp(): boolean;
  /** Hears whenever a cursor or a head moved. */
  onProgress(listener: () => void): () => void;
  close(): void;
}

/** Listens to the connection until it is closed; channels come and go with who reads. */
export function createSubscriptions(connection: Connection): Subscriptions {
  const channels = new Map<string, StreamChannel>();
  /** The highest offset seen of every stream that this socket receives, read here or not. */
  const heads = new Map<string, number>();
  const listeners = new Set<() => void>();

  function progress(): void {
    for (const listener of listeners) listener();
  }

  function channelOf(stream: string): StreamChannel {
    const known = channels.get(stream);
    if (known !== undefined) return known;
    const channel = createStreamChannel({
      stream: toStreamName(stream),
      connection,
      head: heads.get(stream) ?? 0,
      onProgress: progress,
      onEmpty() {
        channels.delete(stream);
        if (channel.isWatched) heads.delete(stream);
      },
    });
    channels.set(stream, channel);
    return channel;
  }

  function noteHead({ stream, head }: StreamHead): void {
    heads.set(stream, Math.max(head, heads.get(stream) ?? 0));
    channels.get(stream)?.announce(head);
  }

  function connected(streams: readonly StreamHead[]): void {
    const joined = new Set(streams.map(({ stream }) => stream));
    for (const [stream, channel] of [...channels]) {
      if (channel.isWatched || joined.has(stream)) channel.connected();
      else channel.lose();
    }
    for (const each of streams) noteHead(each);
  }

  const ends = [
    connection.onState((state) => {
      if (state.kind === "connected") connected(state.welcome.streams);
      else for (const channel of channels.values()) channel.disconnected();
      progress();
    }),
    connection.on("entries", ({ stream, entries }) => {
      heads.set(stream, Math.max(entries.at(-1)?.offset ?? 0, heads.get(stream) ?? 0));
      channels.get(stream)?.receive(entries);
    }),
    connection.on("caught-up", ({ stream, offset }) => channels.get(stream)?.replayed(offset)),
    connection.on("reset", ({ stream, head }) => channels.get(stream)?.reset(head)),
    connection.on("heads", (announced) => {
      for (const [stream, head] of Object.entries(announced)) noteHead({ stream, head });
    }),
    connection.on("signal", (signal) => channels.get(signal.stream)?.signal(signal)),
    connection.on("streams", ({ joined, left }) => {
      for (const each of joined) noteHead(each);
      for (const stream of left) {
        heads.delete(stream);
        channels.get(stream)?.lose();
      }
    }),
  ];

  return {
    subscribe: (stream, subscription) => channelOf(stream).read(subscription),
    listen: (stream, listener) => channelOf(stream).listen(listener),
    sendPresence(stream, data) {
      if (connection.state().kind !== "connected") return;
      void connection.request("signal", { stream: toStreamName(stream), type: "presence", data });
    },
    cursors() {
      const joined: [string, number][] = [];
      for (const [stream, channel] of channels) {
        const cursor = channel.cursor();
        if (!channel.isWatched && cursor !== undefined) joined.push([stream, cursor]);
      }
      return Object.fromEntries(joined);
    },
    isCaughtUp: () => [...channels.values()].every((channel) => channel.isCaughtUp()),
    onProgress(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      for (const end of ends) end();
      for (const channel of channels.values()) channel.close();
      channels.clear();
      listeners.clear();
    },
  };
}

/** A page's own mistake, not the network's: it throws. */
function toStreamName(stream: string): StreamName {
  if (parseStreamName(stream) === null) throw new Error(`not the name of a stream: ${stream}`);
  // The one check that makes a string a stream's name.
  return stream as StreamName;
}
