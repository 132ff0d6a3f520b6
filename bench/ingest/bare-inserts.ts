import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { sampleEntry } from "../fan-out/sample-entry.ts";
import { serveRequests } from "../support/child.ts";

serveRequests({
  insert: async ({ batchSize, durationMs }: { batchSize: number; durationMs: number }) => {
    const folder = await mkdtemp(join(tmpdir(), "signalbox-bench-"));
    const database = await PGlite.create(join(folder, "db"));
    try {
      await database.exec(
        `create table entries (stream text not null, "offset" bigint not null, id text not null, entry json not null,
           created_at timestamptz not null default now(), primary key (stream, "offset"), unique (stream, id))`,
      );
      return await insertUntil(database, batchSize, durationMs);
    } finally {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
});

async function insertUntil(database: PGlite, batchSize: number, durationMs: number): Promise<number> {
  const rows = Array.from({ length: batchSize }, (_, index) => index * 4);
  const places = rows.map((at) => `($${at + 1}, $${at + 2}, $${at + 3}, $${at + 4})`).join(", ");
  const statement = `insert into entries (stream, "offset", id, entry) values ${places}`;
  let offset = 0;
  const started = performance.now();
  while (performance.now() - started < durationMs) {
    const values = rows.flatMap(() => {
      offset += 1;
      const entry = sampleEntry("run:bench", offset);
      return [entry.stream, offset, entry.id, JSON.stringify(entry)];
    });
    await database.query(statement, values);
  }
  return (offset * 1000) / (performance.now() - started);
}
