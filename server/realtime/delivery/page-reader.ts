import { limits } from "#lib/contract/limits";
import type { ReadPage, StreamLog } from "#server/streams/stream-log";

/** Reads the page after a cursor; `delivered` is what the asker knows to be in the log. */
export type PageReader = (after: number, delivered: number) => Promise<ReadPage>;

/**
 * Reads pages of one stream, once for all who ask for the same at the same time: after a cut network or a restart a
 * thousand sockets come back with one cursor. Only those share a page who know as much of the log as its first asker,
 * so that nobody gets a page that is older than what was delivered when it asked.
 */
export function createPageReader(log: StreamLog, stream: string): PageReader {
  const underway = new Map<string, Promise<ReadPage>>();
  return (after, delivered) => {
    const key = `${after} ${delivered}`;
    const shared = underway.get(key);
    if (shared !== undefined) return shared;
    const page = log.read(stream, { after, limit: limits.frameEntries }).finally(() => underway.delete(key));
    underway.set(key, page);
    return page;
  };
}
