import type { Entry } from "#lib/contract/entry";
import { limits } from "#lib/contract/limits";
import type { ClientAnswer } from "#lib/contract/socket";
import {
  missingRange,
  noteHead,
  type OrderStep,
  receiveEntries,
  resetOrder,
  startOrder,
} from "#lib/domain/stream-order";

/** Calls back once after `ms`; returns how to call it off. */
export type Delay = (callback: () => void, ms: number) => () => void;

export interface StreamReaderOptions {
  /** What the reader has already, from its snapshot (rule S8). */
  after: number;
  /** Asks the log, to fill a gap (rule S5). Answers `unavailable` without a connection. */
  read: (after: number, limit: number) => Promise<ClientAnswer<"read">>;
  /** The next entries: consecutive, each once (rule S4). */
  onEntries: (entries: readonly Entry[]) => void;
  /** The log no longer reaches back that far (rule S7): load a snapshot and answer the offset that it reflects. */
  onReset: (head: number) => Promise<number>;
  /** The stream may not be read any more, or never was there. The reader is done. */
  onLost: () => void;
  /** Hears each time that the cursor, or what is known to exist, moved. */
  onProgress: () => void;
  delay?: Delay | undefined;
}

export interface StreamReader {
  cursor(): number;
  /** True where everything known to exist was delivered. */
  isCaughtUp(): boolean;
  receive(entries: readonly Entry[]): void;
  /** The server says where the stream ends. What is then missing may be on its way: it is asked for a little later. */
  announce(head: number): void;
  /** Asks for what is missing at once: nothing is on its way. */
  catchUp(): void;
  /** The server says that the cursor is below the log's start. */
  reset(head: number): void;
  /** No connection: nothing is asked until `resume`. */
  suspend(): void;
  resume(): void;
  close(): void;
}

/** How long a missing tail may be on its way before it is asked for, in milliseconds. */
const graceMs = 300;
/** The waits between tries that failed, in milliseconds. */
const retryMs = { first: 300, most: 5_000 };

/** Reads one stream for one subscriber: in order, without gaps, each entry once, whatever the network does. */
export function createStreamReader(options: StreamReaderOptions): StreamReader {
  const delay = options.delay ?? delayByTimeout;
  let order = startOrder<Entry>(options.after);
  let phase: "following" | "reading" | "resetting" | "closed" = "following";
  let isSuspended = false;
  let failures = 0;
  let cancelTimer: (() => void) | null = null;

  function take(step: OrderStep<Entry>): void {
    order = step.order;
    if (step.deliver.length > 0) options.onEntries(step.deliver);
    options.onProgress();
  }

  function wait(ms: number, then: () => void): void {
    cancelTimer?.();
    cancelTimer = delay(() => {
      cancelTimer = null;
      then();
    }, ms);
  }

  /** Asks at once for a gap; gives a missing tail a little time, for as long as entries keep coming. */
  function settle(): void {
    if (phase !== "following" || isSuspended) return;
    if (missingRange(order) === null) {
      cancelTimer?.();
      cancelTimer = null;
      return;
    }
    if (order.held.length > 0 && failures === 0) return void fetchMissing();
    if (cancelTimer !== null) return;
    const { cursor } = order;
    wait(graceMs, () => (order.cursor === cursor ? void fetchMissing() : settle()));
  }

  async function fetchMissing(): Promise<void> {
    const missing = missingRange(order);
    if (phase !== "following" || isSuspended || missing === null) return;
    cancelTimer?.();
    cancelTimer = null;
    phase = "reading";
    const answer = await options.read(missing.after, Math.min(missing.upTo - missing.after, limits.readEntries));
    // The reader may have been closed while it waited; the compiler does not see that.
    if ((phase as string) !== "reading") return;
    phase = "following";
    if (!answer.ok) return refused(answer.code);
    const first = answer.entries[0];
    if (first !== undefined && first.offset > missing.after + 1 && first.offset > order.cursor + 1) {
      return void loadSnapshot(answer.head);
    }
    if (first === undefined) return retry();
    failures = 0;
    take(noteHead(order, answer.head));
    take(receiveEntries(order, answer.entries));
    if (missingRange(order) !== null) await fetchMissing();
  }

  function refused(code: string): void {
    if (code === "cursor-expired" || code === "cursor-in-future") return void loadSnapshot(order.head);
    if (code === "not-found" || code === "forbidden" || code === "unknown-stream") return lose();
    retry();
  }

  function retry(): void {
    failures += 1;
    if (!isSuspended) wait(Math.min(retryMs.first * 2 ** (failures - 1), retryMs.most), () => void fetchMissing());
  }

  async function loadSnapshot(head: number): Promise<void> {
    if (phase === "closed" || phase === "resetting") return;
    phase = "resetting";
    options.onProgress();
    try {
      const cursor = await options.onReset(head);
      if ((phase as string) !== "resetting") return;
      phase = "following";
      failures = 0;
      take(resetOrder(order, cursor));
      settle();
    } catch {
      if ((phase as string) !== "resetting") return;
      failures += 1;
      wait(Math.min(retryMs.first * 2 ** failures, retryMs.most), () => {
        phase = "following";
        void loadSnapshot(head);
      });
    }
  }

  function lose(): void {
    close();
    options.onLost();
  }

  function close(): void {
    phase = "closed";
    cancelTimer?.();
    cancelTimer = null;
  }

  return {
    cursor: () => order.cursor,
    isCaughtUp: () => phase !== "resetting" && missingRange(order) === null,
    receive(entries) {
      if (phase === "closed") return;
      // While a snapshot is on its way only the head counts: what the snapshot lacks is read after it.
      const last = entries.at(-1);
      if (phase === "resetting") return last && take(noteHead(order, last.offset));
      take(receiveEntries(order, entries));
      settle();
    },
    announce(head) {
      if (phase === "closed") return;
      take(noteHead(order, head));
      settle();
    },
    catchUp: () => void fetchMissing(),
    reset: (head) => void loadSnapshot(head),
    suspend() {
      isSuspended = true;
      if (phase === "following") cancelTimer?.();
      if (phase === "following") cancelTimer = null;
    },
    resume() {
      isSuspended = false;
      failures = 0;
      settle();
    },
    close,
  };
}

const delayByTimeout: Delay = (callback, ms) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};
