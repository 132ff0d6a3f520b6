import type { Logger } from "pino";
import type { Connection } from "../connections/connection.ts";
import type { StreamHub } from "./stream-hub.ts";

/**
 * Tells every socket the heads of what it reads (rule S6). One query a beat for the whole replica. A socket hears of
 * the streams in which it is live: where it still catches up, the end of that says more. Where the log cannot be
 * asked there is no beat, and readers see that they have not heard for a while.
 */
export function startHeartbeat(deps: {
  hub: StreamHub;
  connections: () => Iterable<Connection>;
  logger: Logger;
  everyMs: number;
}): { stop(): void } {
  const { hub, connections, logger, everyMs } = deps;
  let isBeating = false;

  async function beat(): Promise<void> {
    if (isBeating) return;
    isBeating = true;
    try {
      await hub.beat();
      for (const connection of connections()) sendHeads(connection, hub);
    } catch (error) {
      logger.error({ err: error }, "the heads of the streams could not be read; the next heartbeat tries again");
    } finally {
      isBeating = false;
    }
  }

  const timer = setInterval(() => void beat(), everyMs);
  return { stop: () => clearInterval(timer) };
}

function sendHeads({ id, socket, joined, watched }: Connection, hub: StreamHub): void {
  const heads: Record<string, number> = {};
  for (const stream of [...joined, ...watched]) {
    const head = hub.liveHead(id, stream);
    if (head !== undefined) heads[stream] = head;
  }
  if (socket.connected) socket.emit("heads", heads);
}
