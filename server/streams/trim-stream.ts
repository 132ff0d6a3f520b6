import { and, eq, lte, sql } from "drizzle-orm";
import type { Database } from "#server/db/database";
import { streamEntries, streams } from "#server/db/schema";

/**
 * Forgets a stream's entries up to and including an offset, or up to its head where that is lower. Readers with a
 * cursor below it get `reset` from now on (rule S7). The ids of forgotten entries are forgotten with them.
 */
export async function trimStream(db: Database, stream: string, upTo: number): Promise<void> {
  await db.transaction(async (tx) => {
    const [moved] = await tx
      .update(streams)
      .set({ trimmed: sql`greatest(${streams.trimmed}, least(${upTo}::bigint, ${streams.head}))` })
      .where(eq(streams.stream, stream))
      .returning({ trimmed: streams.trimmed });
    if (moved === undefined) return;
    await tx
      .delete(streamEntries)
      .where(and(eq(streamEntries.stream, stream), lte(streamEntries.offset, moved.trimmed)));
  });
}
