import type { StreamLog } from "#server/streams/stream-log";

/** How often streams that somebody waits for are looked at, for what other replicas committed. */
const lookMs = 1_000;

export interface Listening {
  /** Resolves when the stream has got entries since `listen` or the last `next`, or the time is up, or the signal aborts. */
  next(waitMs: number, signal: AbortSignal): Promise<void>;
  stop(): void;
}

/** Tells waiting requests that a stream has something new; it never says what, the log does. */
export interface StreamNews {
  listen(stream: string): Listening;
  /** Aborted when the server drains: what waits answers with what it has, what lasts ends. */
  readonly closing: AbortSignal;
  close(): void;
}

interface Listener {
  hasNews: boolean;
  wake: (() => void) | null;
}

/**
 * Hears this process's commits at once. Other replicas' commits are noticed by looking at the heads, one query a
 * second for all waiting requests together, so that waiting needs no bus.
 */
export function createStreamNews(log: Pick<StreamLog, "onCommitted" | "heads">): StreamNews {
  const listeners = new Map<string, Set<Listener>>();
  const heads = new Map<string, number>();
  const closing = new AbortController();
  const stopHearing = log.onCommitted((batches) => {
    for (const { stream, entries } of batches) {
      const head = entries.at(-1)?.offset;
      if (head !== undefined && listeners.has(stream)) heads.set(stream, head);
      tell(stream);
    }
  });

  function tell(stream: string): void {
    for (const listener of listeners.get(stream) ?? []) {
      listener.hasNews = true;
      listener.wake?.();
    }
  }

  let looking = false;
  async function look(): Promise<void> {
    if (looking || listeners.size === 0) return;
    looking = true;
    try {
      for (const [stream, head] of await log.heads([...listeners.keys()])) {
        const known = heads.get(stream);
        heads.set(stream, Math.max(head, known ?? 0));
        // The first look cannot tell what is new: whoever just began to listen reads once more.
        if (known === undefined || head > known) tell(stream);
      }
    } catch {
      // The database cannot be asked: whoever waits will notice by its own read, which is reported there.
    } finally {
      looking = false;
    }
  }
  const timer = setInterval(() => void look(), lookMs);
  timer.unref();

  function forget(stream: string, listener: Listener): void {
    const set = listeners.get(stream);
    set?.delete(listener);
    if (set?.size === 0) {
      listeners.delete(stream);
      heads.delete(stream);
    }
  }

  return {
    listen(stream) {
      const listener: Listener = { hasNews: false, wake: null };
      listeners.set(stream, (listeners.get(stream) ?? new Set()).add(listener));
      return {
        next: (waitMs, signal) => nextNews(listener, waitMs, signal),
        stop: () => forget(stream, listener),
      };
    },
    closing: closing.signal,
    close() {
      closing.abort();
      clearInterval(timer);
      stopHearing();
      for (const stream of listeners.keys()) tell(stream);
      listeners.clear();
    },
  };
}

async function nextNews(listener: Listener, waitMs: number, signal: AbortSignal): Promise<void> {
  if (!listener.hasNews && !signal.aborted) {
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = () => resolve();
    const timer = setTimeout(wake, waitMs);
    listener.wake = wake;
    signal.addEventListener("abort", wake, { once: true });
    await promise;
    clearTimeout(timer);
    signal.removeEventListener("abort", wake);
    listener.wake = null;
  }
  listener.hasNews = false;
}
