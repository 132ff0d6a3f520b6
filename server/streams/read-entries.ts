import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Entry } from "#lib/contract/entry";
import type { Queryable } from "#server/db/database";
import { bigintColumn, queryRows } from "#server/db/query-rows";
import { textArray } from "#server/db/sql-arrays";
import type { ReadPage } from "./stream-log.ts";

/** A page's most bytes of JSON. */
const readBytes = 1024 * 1024;

const headRow = z.object({ stream: z.string(), head: bigintColumn });
const pageRow = z.object({
  head: bigintColumn,
  trimmed: bigintColumn,
  /** Null where the stream has no entry after the cursor. */
  offset: bigintColumn.nullable(),
  entry: z.unknown(),
});

/**
 * Reads the entries after a cursor, oldest first, at most `limit` and at most 1 MiB, but one at least where there is
 * one. Entries, head and trim point come from one statement, so that they belong together.
 */
export async function readEntries(
  db: Queryable,
  stream: string,
  { after, limit }: { after: number; limit: number },
): Promise<ReadPage> {
  // Sizes are summed up before any entry is unpacked: what the page will not hold is not read.
  const rows = await queryRows(
    db,
    pageRow,
    sql`select streams.head, streams.trimmed, page."offset", page.entry
        from streams left join lateral (
          select "offset", entry, bytes, sum(bytes) over (order by "offset") as total
          from stream_entries
          where stream_entries.stream = streams.stream and "offset" > ${after}
          order by "offset" limit ${limit}
        ) as page on page.total <= ${readBytes} or page.total = page.bytes
        where streams.stream = ${stream}
        order by page."offset"`,
  );
  const entries = rows.flatMap(({ offset, entry }) => (offset === null ? [] : [entryAt(stream, offset, entry)]));
  return { entries, head: rows[0]?.head ?? 0, trimmed: rows[0]?.trimmed ?? 0 };
}

/** Heads of the streams, 0 for those without entries; one query, however many they are. */
export async function readHeads(db: Queryable, names: readonly string[]): Promise<Map<string, number>> {
  const heads = new Map(names.map((name) => [name, 0]));
  if (names.length === 0) return heads;
  const rows = await queryRows(
    db,
    headRow,
    sql`select stream, head from streams where stream = any(${textArray([...heads.keys()])}::text[])`,
  );
  for (const row of rows) heads.set(row.stream, row.head);
  return heads;
}

function entryAt(stream: string, offset: number, stored: unknown): Entry {
  // Only the log writes this table, and it writes what it has parsed: parsing again would cost more than the read.
  return { ...(stored as Omit<Entry, "stream" | "offset">), stream, offset } as Entry;
}
