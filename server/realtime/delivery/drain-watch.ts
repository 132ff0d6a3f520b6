import type { StreamSocket } from "./stream-socket.ts";

/** Waits for sockets to take what was written to them (rule S10). */
export interface DrainWatch {
  /** Resolves when at most `lowWaterBytes` wait to be sent, or the socket or the watch is closed. */
  whenDrained(socket: StreamSocket): Promise<void>;
  readonly waiting: number;
  close(): void;
}

/**
 * The network says when it took something, not when a socket is nearly empty, and a socket that is stuck says nothing;
 * so the few sockets that wait are looked at by one timer, which runs only while there are any.
 */
export function createDrainWatch(options: { lowWaterBytes: number; everyMs: number }): DrainWatch {
  const { lowWaterBytes, everyMs } = options;
  const waiting = new Set<{ socket: StreamSocket; resolve: () => void }>();
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;

  function isDrained(socket: StreamSocket): boolean {
    return isClosed || !socket.isOpen() || socket.unsentBytes() <= lowWaterBytes;
  }

  function look(): void {
    for (const each of waiting) {
      if (!isDrained(each.socket)) continue;
      waiting.delete(each);
      each.resolve();
    }
    if (waiting.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  }

  return {
    get waiting() {
      return waiting.size;
    },
    whenDrained(socket) {
      if (isDrained(socket)) return Promise.resolve();
      timer ??= setInterval(look, everyMs);
      return new Promise((resolve) => waiting.add({ socket, resolve }));
    },
    close() {
      isClosed = true;
      look();
    },
  };
}
