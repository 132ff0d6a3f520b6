import type { PGlite } from "@electric-sql/pglite";
import type { Logger } from "pino";
import { z } from "zod";

export interface EmbeddedUpkeep {
  /** Does now what is due. Runs by itself in the background too. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

const minuteMs = 60_000;
/** Bytes of log since the last checkpoint that call for another: what a start after a crash has to play back. */
const checkpointBytes = 64 * 1024 * 1024;

/** Settings of the embedded server: keep little of the log behind, and read 3,000 rows of a table for its statistics. */
export const embeddedSettings = ["max_wal_size=128MB", "min_wal_size=32MB", "default_statistics_target=10"];

const logRow = z.object({ bytes: z.coerce.number() });
const tableRow = z.object({ name: z.string(), vacuum: z.boolean() });

/**
 * Does for an embedded database what a server's background processes do, of which it has none: without it the
 * write-ahead log grows until the database is closed, deleted rows keep their room for ever, and queries are planned
 * without statistics. Thresholds are those of Postgres' autovacuum (20 % and 50 rows; 10 % for statistics).
 */
export function createEmbeddedUpkeep(deps: { pglite: PGlite; logger?: Logger; everyMs?: number }): EmbeddedUpkeep {
  const { pglite, logger, everyMs = minuteMs } = deps;
  let tidying: Promise<void> | null = null;
  let isClosed = false;

  const timer = setInterval(() => {
    tidy().catch((error: unknown) => logger?.error({ err: error }, "the embedded database's upkeep failed"));
  }, everyMs);
  timer.unref();

  function tidy(): Promise<void> {
    tidying ??= tidyTables()
      .then(checkpointIfDue)
      .finally(() => {
        tidying = null;
      });
    return tidying;
  }

  async function tidyTables(): Promise<void> {
    // The counts are written at most once a second, and only after a statement: ask for it.
    await pglite.query("select pg_stat_force_next_flush()");
    const answer = await pglite.query(`
      select format('%I.%I', schemaname, relname) as name, n_dead_tup > 50 + n_live_tup / 5 as vacuum
      from pg_stat_user_tables
      where n_dead_tup > 50 + n_live_tup / 5 or n_mod_since_analyze > 50 + n_live_tup / 10`);
    for (const { name, vacuum } of z.array(tableRow).parse(answer.rows)) {
      // One table a statement, so that other queries get their turn in between.
      if (!isClosed) await pglite.query(vacuum ? `vacuum (analyze) ${name}` : `analyze ${name}`);
    }
  }

  async function checkpointIfDue(): Promise<void> {
    const answer = await pglite.query(`
      select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn)::float8 as bytes from pg_control_checkpoint()`);
    const [written] = z.array(logRow).parse(answer.rows);
    if (written !== undefined && written.bytes > checkpointBytes && !isClosed) await pglite.query("checkpoint");
  }

  return {
    tidy,
    close: async () => {
      isClosed = true;
      clearInterval(timer);
      await tidying?.catch(() => undefined);
    },
  };
}
