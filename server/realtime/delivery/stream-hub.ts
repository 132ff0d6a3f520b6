import type { Logger } from "pino";
import { limits } from "#lib/contract/limits";
import type { Bus } from "#server/bus/bus";
import type { CommittedBatch, StreamLog } from "#server/streams/stream-log";
import type { GatewayMetrics } from "../gateway-metrics.ts";
import { type Audience, createAudience } from "./audience.ts";
import { type Channel, createChannel } from "./channel.ts";
import { createDrainWatch } from "./drain-watch.ts";
import { createPacedFlush } from "./paced-flush.ts";
import type { BroadcastEntries, StreamSocket } from "./stream-socket.ts";

export interface WantedStream {
  stream: string;
  /** The reader has everything up to here; absent for "from now on". */
  after?: number | undefined;
}

/** Brings committed entries to the sockets of this replica: ordered, without gap or double, each at its own speed. */
export interface StreamHub {
  /**
   * Lets a socket read streams. `enter` is called with their heads in the very turn in which the socket starts to
   * receive, so that what it writes comes before the first entry, and the next entry is `head + 1` (rule S8). Where it
   * answers false, or the socket closed meanwhile, nothing is subscribed. Throws where the log cannot be read.
   */
  subscribe(
    socket: StreamSocket,
    wanted: readonly WantedStream[],
    enter: (heads: ReadonlyMap<string, number>) => boolean,
  ): Promise<void>;
  unsubscribe(socketId: string, stream: string): void;
  /** Resolves when the socket can take more. */
  whenDrained(socket: StreamSocket): Promise<void>;
  /** Asks the log for the heads of all streams that are read here, in one query, and fills what is missing (rule S6). */
  beat(): Promise<void>;
  /** The head that a live reader of the stream has been sent; undefined for one that is not live. */
  liveHead(socketId: string, stream: string): number | undefined;
  /** Sockets of this replica that read the stream. */
  readers(stream: string): Iterable<StreamSocket>;
  stats(): { streams: number; subscriptions: number; draining: number };
  close(): void;
}

interface HubDeps {
  log: StreamLog;
  bus: Bus;
  broadcast: BroadcastEntries;
  metrics: GatewayMetrics;
  logger: Logger;
  gapGraceMs?: number;
}

/** A stream that somebody reads here. */
interface Line {
  channel: Channel;
  audience: Audience;
  opened: Promise<void>;
  /** Subscriptions in the making, which keep the line open. */
  holders: number;
}

/** Hears this process' log and, over the bus, the others; a stream costs nothing until it is read. */
export function createStreamHub(deps: HubDeps): StreamHub {
  const { log, bus, metrics, logger, gapGraceMs = 20 } = deps;
  const lines = new Map<string, Line>();
  const withOutput = new Set<Line>();
  const drainWatch = createDrainWatch({ lowWaterBytes: limits.socketBufferBytes / 4, everyMs: 20 });
  const flush = createPacedFlush(flushLines);
  const stopLog = log.onCommitted(receive);
  const stopBus = bus.subscribe((message) => {
    if (message.kind === "committed") receive(message.batches);
  });

  function receive(batches: readonly CommittedBatch[]): void {
    for (const { stream, entries } of batches) lines.get(stream)?.channel.receive(entries);
  }

  /** One frame a stream and turn, so that sockets can drain between the frames of a burst. */
  function flushLines(): { hasMore: boolean } {
    for (const line of [...withOutput]) {
      const output = line.channel.takeOutput();
      if (output?.kind === "frame") {
        line.audience.deliver(output.entries);
        metrics.frameWritten((performance.now() - output.since) / 1000);
      } else if (output?.kind === "reset") {
        line.audience.reset(output.head);
      }
      if (!line.channel.hasOutput()) withOutput.delete(line);
    }
    return { hasMore: withOutput.size > 0 };
  }

  function createLine(stream: string, opened: Promise<void>): Line {
    const channel = createChannel({
      stream,
      log,
      logger,
      metrics,
      gapGraceMs,
      onOutput() {
        withOutput.add(line);
        flush.request();
      },
    });
    const audience = createAudience({ ...deps, stream, drainWatch });
    const line: Line = { channel, audience, opened, holders: 0 };
    lines.set(stream, line);
    return line;
  }

  /** The lines of some streams, held open; the missing ones are opened with one query. */
  function hold(streams: readonly string[]): Line[] {
    const missing = [...new Set(streams)].filter((stream) => !lines.has(stream));
    if (missing.length > 0) {
      const opened = open(missing);
      // Each holder awaits it and hears of the failure; without a holder there is nobody to tell.
      opened.catch(() => {});
      for (const stream of missing) createLine(stream, opened);
    }
    return streams.map((stream) => {
      const line = lines.get(stream);
      if (line === undefined) throw new Error(`${stream} was not opened`);
      line.holders += 1;
      return line;
    });
  }

  async function open(streams: readonly string[]): Promise<void> {
    const heads = await log.heads(streams);
    for (const stream of streams) {
      const line = lines.get(stream);
      const head = heads.get(stream) ?? 0;
      line?.audience.start(head);
      line?.channel.start(head);
    }
  }

  function releaseIfUnused(line: Line): void {
    if (line.holders > 0 || line.audience.size > 0) return;
    line.channel.close();
    withOutput.delete(line);
    if (lines.get(line.channel.stream) === line) lines.delete(line.channel.stream);
  }

  return {
    async subscribe(socket, wanted, enter) {
      const held = hold(wanted.map(({ stream }) => stream));
      try {
        await Promise.all(held.map(({ opened }) => opened));
        if (!socket.isOpen()) return;
        if (!enter(new Map(held.map(({ channel, audience }) => [channel.stream, audience.delivered])))) return;
        for (const [index, { after }] of wanted.entries()) held[index]?.audience.attach(socket, after);
      } finally {
        for (const line of held) {
          line.holders -= 1;
          releaseIfUnused(line);
        }
      }
    },
    unsubscribe(socketId, stream) {
      const line = lines.get(stream);
      if (line === undefined) return;
      line.audience.detach(socketId);
      releaseIfUnused(line);
    },
    whenDrained: (socket) => drainWatch.whenDrained(socket),
    async beat() {
      const heads = await log.heads([...lines.keys()]);
      for (const [stream, head] of heads) {
        const line = lines.get(stream);
        line?.channel.noteHead(head);
        line?.audience.retryStalled();
      }
    },
    liveHead(socketId, stream) {
      const audience = lines.get(stream)?.audience;
      return audience?.isLive(socketId) ? audience.delivered : undefined;
    },
    readers: (stream) => lines.get(stream)?.audience.sockets() ?? [],
    stats() {
      let subscriptions = 0;
      for (const { audience } of lines.values()) subscriptions += audience.size;
      return { streams: lines.size, subscriptions, draining: drainWatch.waiting };
    },
    close() {
      stopLog();
      stopBus();
      flush.close();
      drainWatch.close();
      for (const { channel } of lines.values()) channel.close();
      lines.clear();
    },
  };
}
