import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEmbeddedUpkeep, type EmbeddedUpkeep, embeddedSettings } from "./embedded-upkeep.ts";

describe("the embedded database's upkeep", () => {
  let folder: string;
  let pglite: PGlite;
  let upkeep: EmbeddedUpkeep;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "signalbox-upkeep-"));
    const settings = embeddedSettings.flatMap((setting) => ["-c", setting]);
    pglite = await PGlite.create(folder, { startParams: [...PGlite.defaultStartParams, ...settings] });
    upkeep = createEmbeddedUpkeep({ pglite });
    await pglite.exec("create table lines (id int primary key, text text)");
  });

  afterEach(async () => {
    await upkeep.close();
    await pglite.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function insertLines(from: number, to: number): Promise<void> {
    await pglite.query("insert into lines select n, repeat('x', 1000) from generate_series($1::int, $2::int) n", [
      from,
      to,
    ]);
  }

  async function logSegments(): Promise<number> {
    return (await readdir(join(folder, "pg_wal"))).filter((name) => /^[0-9A-F]{24}$/.test(name)).length;
  }

  async function tableBytes(): Promise<unknown> {
    return (await pglite.query("select pg_relation_size('lines')::int as bytes")).rows;
  }

  it("gives the room of deleted rows to new ones", async () => {
    await insertLines(1, 5_000);
    const before = await tableBytes();
    await pglite.query("delete from lines where id % 2 = 0");
    await upkeep.tidy();

    await insertLines(5_001, 7_000);

    expect(await tableBytes()).toEqual(before);
  });

  it("keeps the write-ahead log from growing without end", async () => {
    for (let round = 0; round < 8; round++) {
      await insertLines(round * 30_000, round * 30_000 + 29_999);
      await upkeep.tidy();
    }

    // 8 rounds write about 33 MB each, 16 MB a segment; without checkpoints there would be 17 or more.
    expect(await logSegments()).toBeLessThanOrEqual(10);
  });

  it("keeps statistics for the planner", async () => {
    await insertLines(1, 5_000);
    await upkeep.tidy();
    const statistics = await pglite.query("select reltuples::int as rows from pg_class where relname = 'lines'");
    expect(statistics.rows).toEqual([{ rows: 5_000 }]);
  });
});
