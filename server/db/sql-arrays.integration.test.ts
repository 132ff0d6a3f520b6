import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type OpenTestDatabase, testDatabases } from "#server/testing/test-databases";
import { bigintColumn, queryRows } from "./query-rows.ts";
import { bigintArray, integerArray, jsonArray, textArray } from "./sql-arrays.ts";

describe.each(testDatabases)("array parameters on $name", ({ open }) => {
  let database: OpenTestDatabase;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  const row = z.object({ text: z.string(), json: z.string(), large: bigintColumn, small: bigintColumn });
  const read = (rows: z.output<typeof row>[]) =>
    queryRows(
      database.db,
      row,
      sql`select text, json::text, large, small from unnest(
            ${textArray(rows.map(({ text }) => text))}::text[],
            ${jsonArray(rows.map(({ json }) => json))}::json[],
            ${bigintArray(rows.map(({ large }) => large))}::bigint[],
            ${integerArray(rows.map(({ small }) => small))}::int[]
          ) as given (text, json, large, small)`,
    );

  it("arrive as they were sent", async () => {
    const rows = [
      { text: "", json: '{"a":"\\"quoted\\" and \\\\ back"}', large: Number.MAX_SAFE_INTEGER, small: 2 ** 31 - 1 },
      { text: 'a "quote", a \\, {a brace}', json: "[1, 2]", large: Number.MIN_SAFE_INTEGER, small: -(2 ** 31) },
      { text: "Zürich, 東京 and 🚦", json: '"🚦 und ß"', large: 0, small: 0 },
    ];
    expect(await read(rows)).toEqual(rows);
  });

  it("may be empty", async () => {
    expect(await read([])).toEqual([]);
  });
});
