import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { inject } from "vitest";
import { migratedPglite, type OpenDatabase, openDatabase } from "#server/db/open-database";

export interface OpenTestDatabase extends OpenDatabase {
  /** For a further connection pool on the same database, as a second replica would have; null where it is embedded. */
  databaseUrl: string | null;
}

export interface TestDatabase {
  name: "PGlite" | "Postgres";
  /** A new, migrated, empty database. Its `close` also removes it. */
  open(): Promise<OpenTestDatabase>;
}

/**
 * Both databases that Signalbox runs on, for integration tests to be written once and run on each:
 * `describe.each(testDatabases)("streams on $name", ({ open }) => …)`.
 */
export const testDatabases: readonly [TestDatabase, TestDatabase] = [
  { name: "PGlite", open: openPglite },
  { name: "Postgres", open: openPostgres },
];

async function openPglite(): Promise<OpenTestDatabase> {
  const dump = new Blob([await readFile(inject("pgliteDump"))]);
  return { ...(await migratedPglite(await PGlite.create({ loadDataDir: dump }))), databaseUrl: null };
}

async function openPostgres(): Promise<OpenTestDatabase> {
  const name = `signalbox_test_${randomUUID().replaceAll("-", "")}`;
  await runOnServer(`create database ${name} template ${inject("postgresTemplate")}`);
  const location = new URL(inject("postgresUrl"));
  location.pathname = `/${name}`;
  const opened = await openDatabase({ dataDir: "", databaseUrl: location.href });
  return {
    ...opened,
    databaseUrl: location.href,
    close: async () => {
      await opened.close();
      await runOnServer(`drop database ${name} with (force)`);
    },
  };
}

async function runOnServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("postgresUrl") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
