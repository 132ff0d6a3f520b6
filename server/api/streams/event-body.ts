import type { Entry } from "#lib/contract/entry";
import type { Result } from "#lib/contract/problem";
import type { StreamLog } from "#server/streams/stream-log";
import { recheckMs } from "./session-check.ts";
import type { StreamNews } from "./stream-news.ts";

/** Comments that keep proxies from closing a quiet stream. */
const heartbeatMs = 10_000;
/** Entries read at once: what one slow reader can cost in memory, with the page's limit of 1 MiB (rule S10). */
const pageEntries = 200;
/** How long an EventSource waits before it comes again, in milliseconds. */
const retryMs = 1_000;

export interface EventBodyOptions {
  log: Pick<StreamLog, "read">;
  news: StreamNews;
  stream: string;
  after: number;
  /** The head to announce first, where the reader's cursor was too old. */
  reset: number | null;
  signal: AbortSignal;
  /** Asked every two seconds: may this reader still read? */
  mayGoOn(): Promise<Result<null>>;
}

/**
 * The body of a Server-Sent Events answer. The reader pulls: a page is read from the log only when the one before
 * was taken, so a slow reader costs one page and nobody notices. It ends when the reader goes or may read no more.
 */
export function createEventBody(options: EventBodyOptions): ReadableStream<Uint8Array> {
  const { log, news, stream } = options;
  const listening = news.listen(stream);
  const encoder = new TextEncoder();
  const ending = new AbortController();
  const signal = AbortSignal.any([options.signal, ending.signal]);
  let after = options.after;
  let quietSince = Date.now();
  let checkTimer: NodeJS.Timeout | null = null;

  function end(): void {
    if (checkTimer !== null) clearTimeout(checkTimer);
    checkTimer = null;
    listening.stop();
    ending.abort();
  }

  function close(controller: ReadableStreamDefaultController<Uint8Array>, lastWords?: string): void {
    if (ending.signal.aborted) return;
    end();
    if (lastWords !== undefined) controller.enqueue(encoder.encode(lastWords));
    controller.close();
  }

  /** Runs beside the reader's pulls, so that a reader who takes nothing is cut off as well. */
  function scheduleCheck(controller: ReadableStreamDefaultController<Uint8Array>): void {
    checkTimer = setTimeout(async () => {
      const verdict = await options.mayGoOn().catch(() => null);
      if (ending.signal.aborted) return;
      if (verdict !== null && !verdict.ok) {
        close(controller, formatEvent("ended", { code: verdict.code, message: verdict.message }));
        return;
      }
      scheduleCheck(controller);
    }, recheckMs);
  }

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const leaving = AbortSignal.any([options.signal, news.closing]);
        if (leaving.aborted) return close(controller);
        leaving.addEventListener("abort", () => close(controller), { once: true });
        scheduleCheck(controller);
        const reset =
          options.reset === null ? "" : formatEvent("reset", { stream, head: options.reset }, options.reset);
        controller.enqueue(encoder.encode(`retry: ${retryMs}\n\n${reset}`));
      },
      async pull(controller) {
        while (!ending.signal.aborted) {
          const page = await log.read(stream, { after, limit: pageEntries }).catch((error: unknown) => {
            end();
            throw error;
          });
          if (ending.signal.aborted) return;
          if (after < page.trimmed) {
            after = page.head;
            return controller.enqueue(encoder.encode(formatEvent("reset", { stream, head: page.head }, page.head)));
          }
          const last = page.entries.at(-1);
          if (last !== undefined) {
            after = last.offset;
            quietSince = Date.now();
            return controller.enqueue(encoder.encode(page.entries.map(formatEntry).join("")));
          }
          const untilHeartbeat = quietSince + heartbeatMs - Date.now();
          if (untilHeartbeat <= 0) {
            quietSince = Date.now();
            return controller.enqueue(encoder.encode(": heartbeat\n\n"));
          }
          await listening.next(untilHeartbeat, signal);
        }
      },
      cancel: end,
    },
    { highWaterMark: 1 },
  );
}

/** An entry has no `event` line, so that a browser's `onmessage` gets every type. */
function formatEntry(entry: Entry): string {
  return `id: ${entry.offset}\ndata: ${JSON.stringify(entry)}\n\n`;
}

function formatEvent(name: string, data: unknown, id?: number): string {
  return `event: ${name}\n${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;
}
