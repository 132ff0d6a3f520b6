import type { Entry } from "#lib/contract/entry";
import type { ClientAnswer } from "#lib/contract/socket";
import { streamName } from "#lib/contract/stream-name";

export const testStream = streamName("run", "r1");

/** An entry of no further interest at an offset. */
function logEntry(offset: number, nodeId = "a"): Entry<"run.node.log"> {
  return {
    specversion: "1.0",
    id: `e${offset}`,
    source: "/orgs/o/runs/r1",
    type: "run.node.log",
    time: "2026-11-01T12:00:00.000Z",
    dataschema: "/schemas/run.node.log/1",
    data: { nodeId, level: "info", message: String(offset) },
    stream: testStream,
    offset,
  };
}

/** A stream's log on the server's side, as far as a reader sees it. */
export interface FakeLog {
  head(): number;
  trimmed(): number;
  append(count: number): Entry[];
  trim(upTo: number): void;
  read(after: number, limit: number): ClientAnswer<"read">;
}

export function createFakeLog(): FakeLog {
  const entries: Entry[] = [];
  let trimmed = 0;
  return {
    head: () => entries.length,
    trimmed: () => trimmed,
    append(count) {
      const added = Array.from({ length: count }, (_, index) => logEntry(entries.length + index + 1));
      entries.push(...added);
      return added;
    },
    trim(upTo) {
      trimmed = Math.max(trimmed, Math.min(upTo, entries.length));
    },
    read(after, limit) {
      if (after < trimmed) return { ok: false, code: "cursor-expired", message: "trimmed" };
      return { ok: true, entries: entries.slice(after, after + limit), head: entries.length };
    },
  };
}
