import type { Logger } from "pino";
import type { Entry } from "#lib/contract/entry";
import { limits } from "#lib/contract/limits";
import {
  missingRange,
  noteHead,
  type OrderStep,
  receiveEntries,
  resetOrder,
  startOrder,
} from "#lib/domain/stream-order";
import type { StreamLog } from "#server/streams/stream-log";
import type { GatewayMetrics } from "../gateway-metrics.ts";
import { countForFrame } from "./frames.ts";

/** Entries that wait to be sent, at most. What is committed beyond is read from the log when there is room again. */
const readyLimit = 5_000;

/** What a channel has for its readers next. */
export type ChannelOutput =
  | {
      kind: "frame";
      entries: Entry[] /** When the first of them was heard of, by `performance.now()`. */;
      since: number;
    }
  /** The log lost what the readers lack (rule S7): they go on from `head`. */
  | { kind: "reset"; head: number };

/** One stream on this replica: takes committed batches from anywhere and gives frames in order, without a gap. */
export interface Channel {
  readonly stream: string;
  /** Begins after an offset: everything up to it is the past. What was received before that is sorted in. */
  start(head: number): void;
  receive(entries: readonly Entry[]): void;
  /** The log's head, so that a lost tail is noticed (rule S6). */
  noteHead(head: number): void;
  hasOutput(): boolean;
  takeOutput(): ChannelOutput | null;
  close(): void;
}

interface ChannelDeps {
  stream: string;
  log: StreamLog;
  logger: Logger;
  metrics: GatewayMetrics;
  /** How long another replica's message may be late before the log is asked, in milliseconds. */
  gapGraceMs: number;
  /** There is output to take. */
  onOutput(): void;
}

/** Orders what arrives, asks the log for gaps, and gives frames when asked; none before `start`. */
export function createChannel(deps: ChannelDeps): Channel {
  const { stream, log, logger, metrics, onOutput } = deps;
  let order = startOrder<Entry>(0);
  let isStarted = false;
  let early: Entry[] = [];
  let ready: Entry[] = [];
  let readySince = 0;
  let pendingReset: number | null = null;
  let graceTimer: NodeJS.Timeout | null = null;
  let isFilling = false;
  let isClosed = false;

  function take(step: OrderStep<Entry>): void {
    order = step.order;
    if (step.deliver.length > 0) {
      if (ready.length === 0) {
        ready = step.deliver.slice();
        readySince = performance.now();
      } else {
        ready.push(...step.deliver);
      }
      onOutput();
    }
    if (step.missing !== null) fillSoon();
  }

  function fillSoon(): void {
    if (isFilling || graceTimer !== null || isClosed) return;
    graceTimer = setTimeout(() => {
      graceTimer = null;
      void fill();
    }, deps.gapGraceMs);
  }

  async function fill(): Promise<void> {
    if (isFilling) return;
    isFilling = true;
    try {
      while (!isClosed && ready.length < readyLimit) {
        const missing = missingRange(order);
        if (missing === null) return;
        const page = await log.read(stream, { after: missing.after, limit: limits.readEntries });
        if (isClosed) return;
        if (page.trimmed > order.cursor) {
          resetTo(page.head);
          continue;
        }
        const before = order.cursor;
        take(receiveEntries(order, page.entries));
        metrics.gapFilled(order.cursor - before);
        // The log does not have it either: a head that was announced wrongly. The next heartbeat looks again.
        if (order.cursor === before) return;
      }
    } catch (error) {
      logger.error({ err: error, stream }, "a gap could not be filled; the next heartbeat tries again");
    } finally {
      isFilling = false;
    }
  }

  function resetTo(head: number): void {
    ready = [];
    pendingReset = head;
    onOutput();
    take(resetOrder(order, head));
  }

  return {
    stream,
    start(head) {
      isStarted = true;
      order = startOrder(head);
      const arrived = early;
      early = [];
      take(receiveEntries(order, arrived));
    },
    receive(entries) {
      if (isClosed) return;
      if (!isStarted) {
        early = [...early, ...entries].slice(-readyLimit);
        return;
      }
      if (ready.length < readyLimit) take(receiveEntries(order, entries));
      else order = noteHead(order, entries.at(-1)?.offset ?? 0).order;
    },
    noteHead(head) {
      if (isStarted && !isClosed) take(noteHead(order, head));
    },
    hasOutput() {
      return pendingReset !== null || ready.length > 0;
    },
    takeOutput() {
      if (pendingReset !== null) {
        const head = pendingReset;
        pendingReset = null;
        return { kind: "reset", head };
      }
      if (ready.length === 0) return null;
      const entries = ready.splice(0, countForFrame(ready));
      if (ready.length < readyLimit && missingRange(order) !== null) fillSoon();
      return { kind: "frame", entries, since: readySince };
    },
    close() {
      isClosed = true;
      if (graceTimer !== null) clearTimeout(graceTimer);
      graceTimer = null;
    },
  };
}
