import type { Entry, EntryDraft } from "#lib/contract/entry";
import type { Transaction } from "#server/db/database";
import type { PreparedDraft } from "./prepare-draft.ts";

/** Entries of one stream that were committed together: consecutive offsets. */
export interface CommittedBatch {
  stream: string;
  entries: Entry[];
}

/** What became of one appended draft. A duplicate's offset is the first one's (rule S3). */
export interface Appended {
  stream: string;
  offset: number;
  duplicate: boolean;
}

export interface ReadPage {
  entries: Entry[];
  /** The stream's head when the page was read; 0 for a stream without entries. */
  head: number;
  /** Offsets up to and including this one are gone (rule S7). A cursor below it must load a snapshot. */
  trimmed: number;
}

/** A transaction that may append. Nothing is published before it has committed (rule S2). */
export interface StreamTransaction {
  readonly db: Transaction;
  /**
   * Hands a draft over to the commit: all drafts of the transaction are stored by its last statements, in stream
   * order, so that two transactions cannot wait for each other's streams. The offset is known after the commit.
   */
  append(stream: string, ...drafts: EntryDraft[]): void;
  /**
   * The same for drafts that `prepareDraft` has checked, whose ids the caller knows to be new to their streams: it holds
   * a lock that keeps all others from appending, and has looked. A wrong claim makes the commit fail.
   */
  appendNew(...drafts: PreparedDraft[]): void;
  /**
   * Locks the heads of streams at once, rather than with those of the other drafts, and says where they stand: 0 for a
   * stream without entries. Only for streams whose every writer holds another lock first, as a run's row: otherwise two
   * transactions could wait for each other's heads.
   */
  lockHeads(streams: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

/** The log of all streams. */
export interface StreamLog {
  /** Runs the work in one transaction, stores what it appended, commits, then publishes. Rolls back when it throws. */
  transaction<T>(work: (transaction: StreamTransaction) => Promise<T>): Promise<T>;
  /** Appends without a domain transaction; calls that arrive within a few milliseconds share one. Answers in order. */
  append(drafts: readonly { stream: string; draft: EntryDraft }[]): Promise<Appended[]>;
  /** Entries after a cursor, oldest first, at most `limit` and at most 1 MiB. */
  read(stream: string, options: { after: number; limit: number }): Promise<ReadPage>;
  /** Heads of the streams, 0 for those without entries. One query. */
  heads(streams: readonly string[]): Promise<Map<string, number>>;
  /** Forgets entries up to and including an offset. */
  trim(stream: string, upTo: number): Promise<void>;
  /** Hears what this process committed, once each, after the commit. */
  onCommitted(listener: (batches: readonly CommittedBatch[]) => void): () => void;
  close(): Promise<void>;
}
