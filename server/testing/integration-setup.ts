import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { openDatabase } from "#server/db/open-database";
import { startPostgresCluster } from "./postgres-cluster.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A Postgres server whose user may create databases. */
    postgresUrl: string;
    /** The name of a migrated database on that server, to make copies of. */
    postgresTemplate: string;
    /** A file that holds a migrated embedded database, to make copies of. */
    pgliteDump: string;
  }
}

/** Prepares both databases once for all integration tests: migrated originals, of which each test gets a copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [postgres, pglite] = await Promise.all([preparePostgres(), preparePglite()]);
  project.provide("postgresUrl", postgres.url);
  project.provide("postgresTemplate", postgres.template);
  project.provide("pgliteDump", pglite.dump);
  return async () => {
    await Promise.all([postgres.close(), pglite.close()]);
  };
}

async function preparePostgres(): Promise<{ url: string; template: string; close: () => Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  const cluster = given === undefined || given === "" ? await startPostgresCluster() : null;
  const url = cluster?.url ?? given ?? "";
  const template = `signalbox_template_${process.pid}_${Date.now()}`;
  await runStatement(url, `create database ${template}`);
  const location = new URL(url);
  location.pathname = `/${template}`;
  const original = await openDatabase({ dataDir: "", databaseUrl: location.href });
  await original.close();
  return {
    url,
    template,
    close: async () => {
      if (cluster === null) await runStatement(url, `drop database if exists ${template} with (force)`);
      else await cluster.stop();
    },
  };
}

async function preparePglite(): Promise<{ dump: string; close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-pglite-"));
  const original = await openDatabase({ dataDir: "memory://" });
  if (original.pglite === null) throw new Error("an embedded database was expected");
  const content = await original.pglite.dumpDataDir("none");
  await original.close();
  const dump = join(folder, "migrated.tar");
  await writeFile(dump, Buffer.from(await content.arrayBuffer()));
  return { dump, close: () => rm(folder, { recursive: true, force: true }) };
}

async function runStatement(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
