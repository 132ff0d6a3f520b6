import type { Entry, EntryDraft } from "#lib/contract/entry";
import type { Appended, CommittedBatch, ReadPage, StreamLog } from "#server/streams/stream-log";

/** A log in memory: commits and reads when told to, so that tests decide what races with what. */
export interface MemoryLog extends StreamLog {
  /** Appends `count` entries in one commit, and publishes it unless it shall be lost on the way. */
  commit(stream: string, count?: number, options?: { isPublished?: boolean; text?: string }): Entry[];
  /** Waited for before a read looks, and between its look and its answer. */
  beforeRead: (stream: string) => Promise<void> | void;
  afterRead: (stream: string) => Promise<void> | void;
  readonly reads: number;
}

const pageCharacters = 1024 * 1024;

export function createMemoryLog(): MemoryLog {
  const streams = new Map<string, { entries: Entry[]; trimmed: number }>();
  const listeners = new Set<(batches: readonly CommittedBatch[]) => void>();
  let reads = 0;

  function streamOf(stream: string) {
    const known = streams.get(stream) ?? { entries: [], trimmed: 0 };
    streams.set(stream, known);
    return known;
  }

  function headOf(stream: string): number {
    const { entries, trimmed } = streamOf(stream);
    return trimmed + entries.length;
  }

  const log: MemoryLog = {
    beforeRead: () => {},
    afterRead: () => {},
    get reads() {
      return reads;
    },
    commit(stream, count = 1, { isPublished = true, text = "a line" } = {}) {
      const first = headOf(stream) + 1;
      const entries = Array.from({ length: count }, (_, index) => logLine(stream, first + index, text));
      streamOf(stream).entries.push(...entries);
      if (isPublished) for (const listener of listeners) listener([{ stream, entries }]);
      return entries;
    },
    async append(drafts: readonly { stream: string; draft: EntryDraft }[]): Promise<Appended[]> {
      return drafts.map(({ stream }) => {
        const [entry] = log.commit(stream);
        return { stream, offset: entry?.offset ?? 0, duplicate: false };
      });
    },
    transaction() {
      throw new Error("the log in memory has no transactions");
    },
    async read(stream, { after, limit }): Promise<ReadPage> {
      reads += 1;
      await log.beforeRead(stream);
      const { entries, trimmed } = streamOf(stream);
      const page: Entry[] = [];
      let characters = 0;
      for (const entry of entries.slice(Math.max(0, after - trimmed))) {
        characters += JSON.stringify(entry).length;
        if (page.length === limit || (page.length > 0 && characters > pageCharacters)) break;
        page.push(entry);
      }
      const answer = { entries: page, head: headOf(stream), trimmed };
      await log.afterRead(stream);
      return answer;
    },
    async heads(names) {
      return new Map(names.map((stream) => [stream, headOf(stream)]));
    },
    async trim(stream, upTo) {
      const known = streamOf(stream);
      const count = Math.min(Math.max(0, upTo - known.trimmed), known.entries.length);
      known.entries.splice(0, count);
      known.trimmed += count;
    },
    onCommitted(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      listeners.clear();
    },
  };
  return log;
}

function logLine(stream: string, offset: number, message: string): Entry {
  return {
    specversion: "1.0",
    id: `evt_${offset}`,
    source: "/orgs/org_acme",
    type: "run.node.log",
    time: "2026-11-24T12:00:00.000Z",
    dataschema: "/schemas/run.node.log/1",
    data: { nodeId: "node", level: "info", message },
    // Tests name streams that exist.
    stream: stream as Entry["stream"],
    offset,
  };
}
