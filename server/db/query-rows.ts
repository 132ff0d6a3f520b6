import type { SQL } from "drizzle-orm";
import { z } from "zod";
import type { Queryable } from "./database.ts";

/**
 * Runs a hand-written statement and parses its rows. For what Drizzle's builder cannot say; both drivers answer with
 * `{ rows }`, but a bigint comes as text from the one and as a number from the other: use `bigintColumn` for it.
 */
export async function queryRows<Row extends z.ZodType>(
  db: Queryable,
  row: Row,
  statement: SQL,
): Promise<z.output<Row>[]> {
  const answer = z.object({ rows: z.array(row) }).parse(await db.execute(statement));
  return answer.rows;
}

/** A bigint column as a number; offsets and counts stay far below 2^53. */
export const bigintColumn = z.coerce.number().int();
