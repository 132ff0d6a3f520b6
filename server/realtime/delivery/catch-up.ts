import type { Logger } from "pino";
import type { GatewayMetrics } from "../gateway-metrics.ts";
import type { DrainWatch } from "./drain-watch.ts";
import { cutIntoFrames } from "./frames.ts";
import type { PageReader } from "./page-reader.ts";
import { isClosed, type Subscription } from "./subscription.ts";

interface CatchUpDeps {
  stream: string;
  readPage: PageReader;
  drainWatch: DrainWatch;
  metrics: GatewayMetrics;
  logger: Logger;
  /** The last offset that live sockets were sent. */
  delivered(): number;
  /** Lets the socket into the live stream. */
  join(subscription: Subscription): void;
}

/**
 * Brings a socket from its cursor to the live stream with pages of the log (rule S4), as fast as it takes them
 * (rule S10). The last check and the joining are one turn, so that no entry can fall between them or come twice.
 * Never rejects: where the log cannot be read, the subscription is `stalled`.
 */
export async function catchUp(subscription: Subscription, deps: CatchUpDeps): Promise<void> {
  const { stream, logger } = deps;
  try {
    await replay(subscription, deps);
  } catch (error) {
    if (isClosed(subscription)) return;
    subscription.state = "stalled";
    logger.error(
      { err: error, stream, socketId: subscription.socket.id },
      "a replay failed; the heartbeat tries again",
    );
  }
}

async function replay(subscription: Subscription, deps: CatchUpDeps): Promise<void> {
  const { stream, readPage, drainWatch, metrics } = deps;
  const { socket } = subscription;
  const from = subscription.cursor;

  for (;;) {
    await drainWatch.whenDrained(socket);
    if (isClosed(subscription)) return;
    const deliveredBefore = deps.delivered();
    if (subscription.cursor === deliveredBefore) return arrive();

    const page = await readPage(subscription.cursor, deliveredBefore);
    if (isClosed(subscription)) return;
    if (page.trimmed > subscription.cursor || page.head < subscription.cursor) return reset(page.head);
    for (const entries of cutIntoFrames(page.entries)) {
      await drainWatch.whenDrained(socket);
      if (isClosed(subscription)) return;
      socket.send("entries", { stream, entries, replay: true });
      metrics.entriesDelivered(entries.length);
      subscription.cursor += entries.length;
    }
    if (subscription.cursor >= deps.delivered()) return arrive();
    if (page.entries.length === 0 && subscription.cursor < deliveredBefore) {
      throw new Error(`${stream} holds nothing after ${subscription.cursor}, though ${deliveredBefore} was delivered`);
    }
  }

  function arrive(): void {
    socket.send("caught-up", { stream, offset: subscription.cursor });
    metrics.replayed(subscription.cursor - from);
    deps.join(subscription);
  }

  /** The cursor is below what the log still has, or above what it ever had: the reader loads a snapshot (rule S7). */
  function reset(logHead: number): void {
    subscription.cursor = Math.max(logHead, deps.delivered());
    socket.send("reset", { stream, head: subscription.cursor });
    metrics.readerReset();
    deps.join(subscription);
  }
}
