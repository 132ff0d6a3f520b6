import type { Logger } from "pino";
import type { EntryDraft } from "#lib/contract/entry";
import { refuse } from "#lib/contract/problem";
import type { Database } from "#server/db/database";
import { DraftRefused } from "./draft-refused.ts";
import { createGroupCommit } from "./group-commit.ts";
import { type PreparedDraft, prepareDraft } from "./prepare-draft.ts";
import { readEntries, readHeads } from "./read-entries.ts";
import { type Stored, storeDrafts } from "./store-drafts.ts";
import type { Appended, CommittedBatch, StreamLog, StreamTransaction } from "./stream-log.ts";
import { trimStream } from "./trim-stream.ts";

export interface StreamLogDependencies {
  db: Database;
  now: () => Date;
  /** Makes ids of entries whose drafts have none. */
  newId: () => string;
  logger: Logger;
}

type Listener = (batches: readonly CommittedBatch[]) => void;

/**
 * The log on Postgres, embedded or a server. `append` and a transaction's `append` throw `DraftRefused` for a draft
 * that may not be stored, before anything is; any other error means that the database failed, and that nothing of the
 * request is stored.
 */
export function createStreamLog({ db, now, newId, logger }: StreamLogDependencies): StreamLog {
  const listeners = new Set<Listener>();
  const group = createGroupCommit<PreparedDraft, Appended>({ commit: commitDrafts, overloaded });

  async function transaction<T>(work: (transaction: StreamTransaction) => Promise<T>): Promise<T> {
    const { value, stored } = await db.transaction(async (tx) => {
      const drafts: PreparedDraft[] = [];
      let isOver = false;
      const value = await work({
        db: tx,
        append: (stream, ...added) => {
          if (isOver) throw new Error(`appended to ${stream} after the transaction's work was over`);
          for (const draft of added) drafts.push(prepareDraft(stream, draft, { now, newId }));
        },
      });
      isOver = true;
      return { value, stored: await storeDrafts(tx, drafts, now()) };
    });
    publish(stored);
    return value;
  }

  async function append(drafts: readonly { stream: string; draft: EntryDraft }[]): Promise<Appended[]> {
    const prepared = drafts.map(({ stream, draft }) => prepareDraft(stream, draft, { now, newId }));
    const bytes = prepared.reduce((sum, draft) => sum + draft.bytes, 0);
    return group.submit(prepared, bytes);
  }

  async function commitDrafts(drafts: readonly PreparedDraft[]): Promise<Appended[]> {
    const stored = await db.transaction((tx) => storeDrafts(tx, drafts, now()));
    publish(stored);
    return stored.appended;
  }

  /** Runs in the same turn as the commit's answer, so that what commits in order is heard in order (rule S2). */
  function publish({ batches }: Stored): void {
    if (batches.length === 0) return;
    for (const listener of listeners) {
      try {
        listener(batches);
      } catch (error) {
        // The entries are stored; a listener that fails must neither fail the caller nor keep the others from hearing.
        logger.error({ err: error }, "a listener of committed entries failed");
      }
    }
  }

  return {
    transaction,
    append,
    read: (stream, options) => readEntries(db, stream, options),
    heads: (streams) => readHeads(db, streams),
    trim: (stream, upTo) => trimStream(db, stream, upTo),
    onCommitted: (listener) => {
      const own: Listener = (batches) => listener(batches);
      listeners.add(own);
      return () => listeners.delete(own);
    },
    close: () => group.close(),
  };
}

function overloaded(): DraftRefused {
  return new DraftRefused(refuse("unavailable", "More events are waiting to be stored than fit; try again shortly."));
}
