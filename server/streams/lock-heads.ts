import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#server/db/database";
import { bigintColumn, queryRows } from "#server/db/query-rows";
import { textArray } from "#server/db/sql-arrays";

const headRow = z.object({ stream: z.string(), head: bigintColumn });

/**
 * Locks the heads of streams until the transaction ends, in one order everywhere, and makes those that are missing.
 * Whoever holds a head is the only one to append to its stream.
 */
export async function lockHeads(tx: Transaction, streams: readonly string[]): Promise<Map<string, number>> {
  if (streams.length === 0) return new Map();
  const rows = await queryRows(
    tx,
    headRow,
    sql`insert into streams (stream)
        select name from unnest(${textArray([...streams].sort())}::text[]) with ordinality as named (name, place)
        order by place
        on conflict (stream) do update set head = streams.head
        returning stream, head`,
  );
  return new Map(rows.map((row) => [row.stream, row.head]));
}
