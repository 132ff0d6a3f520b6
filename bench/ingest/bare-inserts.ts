import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { openDatabase } from "#server/db/open-database";
import { serveRequests } from "../support/child.ts";
import { logEvent } from "./log-event.ts";

/** The baseline: the very table of the log, filled by prepared rows and nothing else. */
serveRequests({
  insert: async (options: { batchSize: number; durationMs: number }) => {
    const dataDir = await mkdtemp(join(tmpdir(), "signalbox-bench-"));
    const { pglite, close } = await openDatabase({ dataDir });
    if (pglite === null) throw new Error("the baseline wants the embedded database");
    try {
      return await insertUntil(pglite, options);
    } finally {
      await close();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
});

async function insertUntil(database: PGlite, options: { batchSize: number; durationMs: number }): Promise<number> {
  const { batchSize, durationMs } = options;
  const rows = Array.from({ length: batchSize }, (_, index) => index * 5);
  const places = rows.map((at) => `($${at + 1}, $${at + 2}, $${at + 3}, $${at + 4}, $${at + 5})`).join(", ");
  const statement = `insert into stream_entries (stream, "offset", id, entry, bytes) values ${places}`;
  let offset = 0;
  const started = performance.now();
  while (performance.now() - started < durationMs) {
    const values = rows.flatMap(() => {
      offset += 1;
      const event = logEvent(offset, 1);
      const text = JSON.stringify(event);
      return ["run:bench", offset, event.id, text, text.length];
    });
    await database.query(statement, values);
  }
  return (offset * 1000) / (performance.now() - started);
}
