import type { Logger } from "pino";
import type { EntryDraft } from "#lib/contract/entry";
import { refuse } from "#lib/contract/problem";
import type { Database, Transaction } from "#server/db/database";
import { DraftRefused } from "./draft-refused.ts";
import { createGroupCommit } from "./group-commit.ts";
import { lockHeads } from "./lock-heads.ts";
import { type PreparedDraft, prepareDraft } from "./prepare-draft.ts";
import { createPublicationOrder, type PublicationPlace } from "./publication-order.ts";
import { readEntries, readHeads } from "./read-entries.ts";
import { storeDrafts } from "./store-drafts.ts";
import type { Appended, CommittedBatch, StreamLog, StreamTransaction } from "./stream-log.ts";
import { trimStream } from "./trim-stream.ts";

export interface StreamLogDeps {
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
export function createStreamLog({ db, now, newId, logger }: StreamLogDeps): StreamLog {
  const listeners = new Set<Listener>();
  const order = createPublicationOrder(publish);
  const group = createGroupCommit<PreparedDraft, Appended>({ commit: commitTogether, overloaded });

  async function transaction<T>(work: (transaction: StreamTransaction) => Promise<T>): Promise<T> {
    const { value } = await commit(async (tx, drafts, held) => {
      let isOver = false;
      const add = (draft: PreparedDraft) => {
        if (isOver) throw new Error(`appended to ${draft.stream} after the transaction's work was over`);
        drafts.push(draft);
      };
      const value = await work({
        db: tx,
        append: (stream, ...added) => {
          for (const draft of added) add(prepareDraft(stream, draft, { now, newId }));
        },
        appendNew: (...added) => {
          for (const draft of added) add({ ...draft, mayBeKnown: false });
        },
        lockHeads: async (streams) => {
          const heads = await lockHeads(tx, streams);
          for (const [stream, head] of heads) held.set(stream, head);
          return heads;
        },
      });
      isOver = true;
      return value;
    });
    return value;
  }

  async function append(drafts: readonly { stream: string; draft: EntryDraft }[]): Promise<Appended[]> {
    const prepared = drafts.map(({ stream, draft }) => prepareDraft(stream, draft, { now, newId }));
    const bytes = prepared.reduce((sum, draft) => sum + draft.bytes, 0);
    return group.submit(prepared, bytes);
  }

  async function commitTogether(drafts: readonly PreparedDraft[]): Promise<Appended[]> {
    const { appended } = await commit(async (_, collected) => {
      collected.push(...drafts);
    });
    return appended;
  }

  /** Runs the work in a transaction, stores the drafts that it collects, commits, then publishes (rule S2). */
  async function commit<T>(
    work: (tx: Transaction, drafts: PreparedDraft[], held: Map<string, number>) => Promise<T>,
  ): Promise<{ value: T; appended: Appended[] }> {
    let place: PublicationPlace | undefined;
    try {
      const { value, stored } = await db.transaction(async (tx) => {
        const drafts: PreparedDraft[] = [];
        const held = new Map<string, number>();
        const value = await work(tx, drafts, held);
        const onLocked = (streams: Iterable<string>) => {
          place = order.take(streams);
        };
        return { value, stored: await storeDrafts(tx, drafts, { at: now(), held, onLocked }) };
      });
      place?.publish(stored.batches);
      return { value, appended: stored.appended };
    } catch (error) {
      place?.drop();
      throw error;
    }
  }

  function publish(batches: readonly CommittedBatch[]): void {
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
