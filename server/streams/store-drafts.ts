import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Entry } from "#lib/contract/entry";
import type { Transaction } from "#server/db/database";
import { bigintColumn, queryRows } from "#server/db/query-rows";
import { bigintArray, integerArray, jsonArray, textArray } from "#server/db/sql-arrays";
import { lockHeads } from "./lock-heads.ts";
import type { PreparedDraft } from "./prepare-draft.ts";
import type { Appended, CommittedBatch } from "./stream-log.ts";

/** What a transaction stored, to be published once it has committed. */
export interface Stored {
  /** One a draft, in the drafts' order. */
  appended: Appended[];
  batches: CommittedBatch[];
}

export interface StoreOptions {
  /** When the entries are stored, for the retention time. */
  at: Date;
  /** Heads that the transaction has locked before. */
  held: ReadonlyMap<string, number>;
  /** Hears once that the transaction holds the heads of these streams. */
  onLocked: (streams: Iterable<string>) => void;
}

/** A draft with the offset that it is about to be stored at. */
interface PlacedDraft {
  draft: PreparedDraft;
  offset: number;
}

const knownRow = z.object({ position: z.coerce.number().int(), offset: bigintColumn });

/**
 * Stores drafts as the last statements of a transaction and gives them their offsets (rules S1 and S3).
 *
 * First the heads are locked, in one order everywhere, so that no two transactions wait for each other. Whoever holds
 * a head is the only one to append to its stream until it has committed. So the next statement, which at READ COMMITTED
 * sees all that was committed before it began, sees every id that is in the stream; and the offsets can be counted here.
 */
export async function storeDrafts(
  tx: Transaction,
  drafts: readonly PreparedDraft[],
  { at, held, onLocked }: StoreOptions,
): Promise<Stored> {
  if (drafts.length === 0) return { appended: [], batches: [] };
  const { unique, positions } = withoutRepeats(drafts);
  const heads = await lockOthers(tx, unique, held);
  onLocked(heads.keys());
  const known = await findKnown(tx, unique);
  const { placed, appended } = place(drafts, positions, heads, known);
  await insertEntries(tx, placed, at);
  return { appended, batches: batchesOf(placed) };
}

/** Drafts without those whose id stands earlier in the same call; and for each draft, where its id first stands. */
function withoutRepeats(drafts: readonly PreparedDraft[]): {
  unique: readonly PreparedDraft[];
  positions: number[];
} {
  // Thousands of ids that all are new need no looking at.
  if (!drafts.some((draft) => draft.mayBeKnown)) return { unique: drafts, positions: [...drafts.keys()] };
  const firstPositions = new Map<string, number>();
  const unique: PreparedDraft[] = [];
  const positions = drafts.map((draft) => {
    // A stream's name holds no space, so that two different pairs never make the same key.
    const key = `${draft.stream} ${draft.id}`;
    const first = firstPositions.get(key);
    if (first !== undefined) return first;
    firstPositions.set(key, unique.length);
    return unique.push(draft) - 1;
  });
  return { unique, positions };
}

/** The heads that are held, and those of the other streams, which are locked now. */
async function lockOthers(
  tx: Transaction,
  drafts: readonly PreparedDraft[],
  held: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const streams = new Set(drafts.map((draft) => draft.stream));
  const others = [...streams].filter((stream) => !held.has(stream));
  return new Map([...held, ...(await lockHeads(tx, others))]);
}

/**
 * The offsets of drafts whose ids are in their streams already, by position. Each id is looked up by a subquery of its
 * own: the planner, which cannot know how many come, might otherwise read the whole table.
 */
async function findKnown(tx: Transaction, drafts: readonly PreparedDraft[]): Promise<Map<number, number>> {
  if (!drafts.some((draft) => draft.mayBeKnown)) return new Map();
  const names = textArray(drafts.map((draft) => draft.stream));
  const ids = textArray(drafts.map((draft) => draft.id));
  const rows = await queryRows(
    tx,
    knownRow,
    sql`select position, "offset" from (
          select place - 1 as position, (
            select stored."offset" from stream_entries stored
            where stored.stream = given.stream and stored.id = given.id
          ) as "offset"
          from unnest(${names}::text[], ${ids}::text[]) with ordinality as given (stream, id, place)
        ) as looked_up
        where "offset" is not null`,
  );
  return new Map(rows.map((row) => [row.position, row.offset]));
}

/** Gives offsets: dense from the heads on, in the drafts' order; an id known before keeps the one it has. */
function place(
  drafts: readonly PreparedDraft[],
  positions: readonly number[],
  heads: ReadonlyMap<string, number>,
  known: ReadonlyMap<number, number>,
): { placed: PlacedDraft[]; appended: Appended[] } {
  const offsets = new Map(known);
  const next = new Map(heads);
  const placed: PlacedDraft[] = [];
  const appended = drafts.map((draft, index): Appended => {
    const position = positions[index] ?? index;
    const earlier = offsets.get(position);
    if (earlier !== undefined) return { stream: draft.stream, offset: earlier, duplicate: true };
    const offset = (next.get(draft.stream) ?? 0) + 1;
    next.set(draft.stream, offset);
    offsets.set(position, offset);
    placed.push({ draft, offset });
    return { stream: draft.stream, offset, duplicate: false };
  });
  return { placed, appended };
}

/** Inserts the entries and moves their streams' heads on, in one statement. */
async function insertEntries(tx: Transaction, placed: readonly PlacedDraft[], at: Date): Promise<void> {
  if (placed.length === 0) return;
  // Offsets of a stream rise, so that its last one stays.
  const heads = [...new Map(placed.map(({ draft, offset }) => [draft.stream, offset]))];
  await tx.execute(
    sql`with moved as (
          update streams set head = reached.head
          from unnest(
            ${textArray(heads.map(([stream]) => stream))}::text[],
            ${bigintArray(heads.map(([, head]) => head))}::bigint[]
          ) as reached (stream, head)
          where streams.stream = reached.stream
        )
        insert into stream_entries (stream, "offset", id, entry, bytes, created_at)
        select stream, "offset", id, entry, bytes, ${at.toISOString()}::timestamptz
        from unnest(
          ${textArray(placed.map(({ draft }) => draft.stream))}::text[],
          ${bigintArray(placed.map(({ offset }) => offset))}::bigint[],
          ${textArray(placed.map(({ draft }) => draft.id))}::text[],
          ${jsonArray(placed.map(({ draft }) => draft.text))}::json[],
          ${integerArray(placed.map(({ draft }) => draft.bytes))}::int[]
        ) as fresh (stream, "offset", id, entry, bytes)`,
  );
}

function batchesOf(placed: readonly PlacedDraft[]): CommittedBatch[] {
  const batches = new Map<string, Entry[]>();
  for (const { draft, offset } of placed) {
    const entries = batches.get(draft.stream) ?? [];
    batches.set(draft.stream, entries);
    // The entry's type and payload stay the pair that they were.
    entries.push({ ...draft.entry, stream: draft.stream, offset } as Entry);
  }
  return [...batches].map(([stream, entries]) => ({ stream, entries }));
}
