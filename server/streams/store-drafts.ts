import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Entry } from "#lib/contract/entry";
import type { Transaction } from "#server/db/database";
import { bigintColumn, queryRows } from "#server/db/query-rows";
import type { PreparedDraft } from "./prepare-draft.ts";
import type { Appended, CommittedBatch } from "./stream-log.ts";

/** What a transaction stored, to be published once it has committed. */
export interface Stored {
  /** One a draft, in the drafts' order. */
  appended: Appended[];
  batches: CommittedBatch[];
}

const headRow = z.object({ stream: z.string(), head: bigintColumn });
const knownRow = z.object({ position: z.int(), offset: bigintColumn });

/**
 * Stores drafts as the last statements of a transaction and gives them their offsets (rules S1 and S3).
 *
 * First the heads are locked, in one order everywhere, so that no two transactions wait for each other. Whoever holds
 * a head is the only one to append to its stream until it has committed; so the second statement, which at READ
 * COMMITTED sees all that was committed before it began, sees every id that is in the stream.
 */
export async function storeDrafts(tx: Transaction, drafts: readonly PreparedDraft[], at: Date): Promise<Stored> {
  if (drafts.length === 0) return { appended: [], batches: [] };
  const { unique, positions } = withoutRepeats(drafts);
  const heads = await lockHeads(tx, unique);
  const known = await insertNew(tx, unique, at);
  return placed(drafts, positions, heads, known);
}

/** Drafts without those whose id stands earlier in the same call; and for each draft, where its id first stands. */
function withoutRepeats(drafts: readonly PreparedDraft[]): { unique: PreparedDraft[]; positions: number[] } {
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

async function lockHeads(tx: Transaction, drafts: readonly PreparedDraft[]): Promise<Map<string, number>> {
  const streams = [...new Set(drafts.map((draft) => draft.stream))].sort();
  const rows = await queryRows(
    tx,
    headRow,
    sql`insert into streams (stream)
        select name from json_array_elements_text(${JSON.stringify(streams)}::text::json) with ordinality as named (name, place)
        order by place
        on conflict (stream) do update set head = streams.head
        returning stream, head`,
  );
  return new Map(rows.map((row) => [row.stream, row.head]));
}

/**
 * Inserts the drafts whose ids are new to their streams and moves the heads on. Answers with the others: their
 * positions and the offsets they have had since they were first stored.
 *
 * An entry travels as a JSON string of its JSON text: unpacked as JSON it would be refused for escapes such as
 * `\u0000`, which JSON allows and Postgres cannot hold as text. The id is looked up by a subquery a row, because the
 * planner, which cannot know how many rows come, might otherwise read the whole table.
 */
async function insertNew(
  tx: Transaction,
  drafts: readonly PreparedDraft[],
  at: Date,
): Promise<z.output<typeof knownRow>[]> {
  const rows = drafts.map((draft, p) => ({ p, s: draft.stream, i: draft.id, e: draft.text, b: draft.bytes }));
  return queryRows(
    tx,
    knownRow,
    sql`with draft as materialized (
          select p, s, i, e, b,
            (select known."offset" from stream_entries known where known.stream = s and known.id = i) as known
          from json_to_recordset(${JSON.stringify(rows)}::text::json) as row (p int, s text, i text, e text, b int)
        ), fresh as materialized (
          select p, s, i, e, b, row_number() over (partition by s order by p) as place from draft where known is null
        ), stored as (
          insert into stream_entries (stream, "offset", id, entry, bytes, created_at)
          select s, head + place, i, e::json, b, ${at.toISOString()}::timestamptz
          from fresh join streams on streams.stream = s
        ), moved as (
          update streams set head = head + appended.entries
          from (select s, count(*) as entries from fresh group by s) as appended
          where streams.stream = appended.s
        )
        select p as position, known as "offset" from draft where known is not null`,
  );
}

/** Works out the offsets that the database gave: dense from the head on, in the drafts' order, ids known before left out. */
function placed(
  drafts: readonly PreparedDraft[],
  positions: readonly number[],
  heads: ReadonlyMap<string, number>,
  known: readonly { position: number; offset: number }[],
): Stored {
  const offsets = new Map(known.map((row) => [row.position, row.offset]));
  const next = new Map(heads);
  const batches = new Map<string, Entry[]>();
  const appended = drafts.map((draft, index): Appended => {
    const position = positions[index] ?? index;
    const earlier = offsets.get(position);
    if (earlier !== undefined) return { stream: draft.stream, offset: earlier, duplicate: true };
    const offset = (next.get(draft.stream) ?? 0) + 1;
    next.set(draft.stream, offset);
    offsets.set(position, offset);
    const entries = batches.get(draft.stream) ?? [];
    batches.set(draft.stream, entries);
    entries.push(entryAt(draft, offset));
    return { stream: draft.stream, offset, duplicate: false };
  });
  return { appended, batches: [...batches].map(([stream, entries]) => ({ stream, entries })) };
}

function entryAt(draft: PreparedDraft, offset: number): Entry {
  // The entry's type and payload stay the pair that they were.
  return { ...draft.entry, stream: draft.stream, offset } as Entry;
}
