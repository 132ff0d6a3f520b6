import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { drizzle as drizzlePostgres } from "drizzle-orm/node-postgres";
import { migrate as migratePostgres } from "drizzle-orm/node-postgres/migrator";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { migrate as migratePglite } from "drizzle-orm/pglite/migrator";
import pg from "pg";
import type { Logger } from "pino";
import { DataFolderInUse, type DataFolderLock, lockDataFolder } from "./data-folder-lock.ts";
import type { Database } from "./database.ts";
import { createEmbeddedUpkeep, embeddedSettings } from "./embedded-upkeep.ts";
import * as schema from "./schema.ts";

export interface OpenDatabase {
  db: Database;
  /** The embedded database, for what needs its own client; null where the database is a server. */
  pglite: PGlite | null;
  /** The server's connections; null where the database is embedded. */
  pool: pg.Pool | null;
  close(): Promise<void>;
}

export interface DatabaseLocation {
  /** The embedded database lives in `<dataDir>/db`, or in memory where this is `memory://`. */
  dataDir: string;
  /** A Postgres database, used instead of the embedded one. */
  databaseUrl?: string | undefined;
  logger?: Logger | undefined;
}

/** Thrown where the database cannot be opened or brought up to date. The message says why, and what to do. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";
}

const migrationsFolder = join(dirname(fileURLToPath(import.meta.url)), "migrations");
/** Any number that nothing else in the database uses as an advisory lock. */
const migrationLock = 7_261_938_401;
/** Enough for a replica's requests and jobs; far below Postgres' default of 100 for all replicas together. */
const poolSize = 12;
const connectTimeoutMs = 10_000;

/**
 * Opens the database and brings its tables up to date. Throws with a message that says what to do where the data
 * folder is in use (`DataFolderInUse`), or the database cannot be opened or migrated (`DatabaseUnavailable`).
 */
export async function openDatabase(location: DatabaseLocation): Promise<OpenDatabase> {
  if (location.databaseUrl !== undefined) return openPostgres(location.databaseUrl, location.logger);
  if (location.dataDir === "memory://") return migratedPglite(await PGlite.create());
  return openFolder(location.dataDir, location.logger);
}

/** Wraps an embedded database that is already there, such as a copy of a prepared one, and brings it up to date. */
export async function migratedPglite(pglite: PGlite): Promise<OpenDatabase> {
  const db = drizzlePglite(pglite, { schema });
  try {
    await migratePglite(db, { migrationsFolder });
  } catch (error) {
    await pglite.close();
    throw error;
  }
  return { db, pglite, pool: null, close: () => pglite.close() };
}

async function openFolder(dataDir: string, logger: Logger | undefined): Promise<OpenDatabase> {
  let lock: DataFolderLock | null = null;
  try {
    lock = await lockDataFolder(dataDir);
    return await openLocked(dataDir, lock, logger);
  } catch (error) {
    await lock?.release();
    if (error instanceof DataFolderInUse) throw error;
    throw new DatabaseUnavailable(
      `The embedded database in ${dataDir} could not be opened: ${messageOf(error)}. Check that the folder is writable ` +
        "and the disk has room, or set SIGNALBOX_DATA_DIR to another folder; one of another version can be moved away.",
      { cause: error },
    );
  }
}

async function openLocked(dataDir: string, lock: DataFolderLock, logger: Logger | undefined): Promise<OpenDatabase> {
  const folder = join(dataDir, "db");
  await mkdir(folder, { recursive: true });
  const settings = embeddedSettings.flatMap((setting) => ["-c", setting]);
  const pglite = await PGlite.create(folder, { startParams: [...PGlite.defaultStartParams, ...settings] });
  const opened = await migratedPglite(pglite);
  const upkeep = createEmbeddedUpkeep({ pglite, ...(logger === undefined ? {} : { logger }) });
  return {
    ...opened,
    close: async () => {
      await upkeep.close();
      await opened.close();
      await lock.release();
    },
  };
}

async function openPostgres(databaseUrl: string, logger: Logger | undefined): Promise<OpenDatabase> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: "signalbox",
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on("error", (error) => logger?.warn({ err: error }, "a database connection broke"));
  try {
    await migrateUnderLock(pool);
  } catch (error) {
    await pool.end();
    throw new DatabaseUnavailable(
      `The database at ${withoutPassword(databaseUrl)} could not be opened: ${messageOf(error)}. ` +
        "Check DATABASE_URL, that the server runs, and that its user may create tables.",
      { cause: error },
    );
  }
  return { db: drizzlePostgres(pool, { schema }), pglite: null, pool, close: () => pool.end() };
}

/** Several processes may start at once: one migrates, the others wait and then find nothing to do. */
async function migrateUnderLock(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    try {
      await migratePostgres(drizzlePostgres(client, { schema }), { migrationsFolder });
    } finally {
      await client.query("select pg_advisory_unlock($1)", [migrationLock]);
    }
  } finally {
    client.release();
  }
}

function withoutPassword(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.password = "";
  return url.href;
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join("; ");
  if (!(error instanceof Error)) return String(error);
  // Drizzle's message is the failed query; the reason is in its cause.
  return error.cause === undefined ? error.message : messageOf(error.cause);
}
