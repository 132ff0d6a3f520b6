import { randomUUID } from "node:crypto";
import type { Entry, EntryDraft } from "#lib/contract/entry";
import { streamName } from "#lib/contract/stream-name";
import type { CommittedBatch, StreamLog } from "#server/streams/stream-log";

/** What the suite needs of an adapter: two logs on the same storage, as two replicas would have. */
export interface StreamLogUnderTest {
  log: StreamLog;
  replica: StreamLog;
  close(): Promise<void>;
}

/** The logs of a suite; opened before its first test, so that they are looked up when a test runs. */
export type LogsUnderTest = () => StreamLogUnderTest;

/** A stream that no other test uses. */
export function freshStream(): string {
  return streamName("run", `run_${randomUUID()}`);
}

/** A draft that fits on any run's stream. */
export function lineDraft(id?: string, message = "a line"): EntryDraft<"run.node.log"> {
  return {
    type: "run.node.log",
    source: "/orgs/org_test/runs/run_test",
    data: { nodeId: "n1", level: "info", message },
    ...(id === undefined ? {} : { id }),
  };
}

/** Appends lines with these ids, in one call. */
export function appendLines(log: StreamLog, stream: string, ids: readonly string[]) {
  return log.append(ids.map((id) => ({ stream, draft: lineDraft(id) })));
}

/** Reads a stream to its end, page by page, as any reader would. */
export async function readToEnd(log: StreamLog, stream: string, after = 0): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let cursor = after; ; ) {
    const page = await log.read(stream, { after: cursor, limit: 100 });
    const last = page.entries.at(-1);
    if (last === undefined) return entries;
    entries.push(...page.entries);
    cursor = last.offset;
  }
}

/** Keeps what a log publishes of one stream, batch by batch. */
export function recordCommitted(log: StreamLog, stream: string): { batches: CommittedBatch[]; stop: () => void } {
  const batches: CommittedBatch[] = [];
  const stop = log.onCommitted((committed) => batches.push(...committed.filter((batch) => batch.stream === stream)));
  return { batches, stop };
}

export function idsOf(entries: readonly Entry[]): string[] {
  return entries.map((entry) => entry.id);
}

export function offsetsOf(entries: readonly Entry[]): number[] {
  return entries.map((entry) => entry.offset);
}

/** 1, 2, … up to and including `end`, from `start`. */
export function countUp(end: number, start = 1): number[] {
  return Array.from({ length: Math.max(0, end - start + 1) }, (_, index) => start + index);
}
