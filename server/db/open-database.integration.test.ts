import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { organizations, streams, workflows, workflowVersions } from "#server/db/schema";
import { testDatabases } from "#server/testing/test-databases";
import { DatabaseUnavailable, openDatabase } from "./open-database.ts";
import { queryRows } from "./query-rows.ts";

describe.each(testDatabases)("the database on $name", ({ open }) => {
  it("gives numbers, times and JSON back as they were put in, NUL included", async () => {
    const { db, close } = await open();
    const createdAt = new Date("2026-11-01T12:00:00.123Z");
    const graph = {
      nodes: [{ id: "n1", kind: "manual", name: "a\u0000b \ud800", position: { x: 1, y: 2 }, settings: {} }],
      edges: [],
      notes: [],
      groups: [],
    };

    await db.insert(streams).values({ stream: "system", head: 3 });
    await db.insert(organizations).values({ id: "org_1", slug: "acme", name: "Acme", createdAt });
    await db.insert(workflows).values({ id: "wf_1", orgId: "org_1", name: "Triage", latestVersion: 1 });
    await db.insert(workflowVersions).values({ workflowId: "wf_1", version: 1, graph });

    expect(await db.select().from(streams)).toEqual([{ stream: "system", head: 3, trimmed: 0 }]);
    expect(await db.select().from(organizations)).toEqual([{ id: "org_1", slug: "acme", name: "Acme", createdAt }]);
    expect(await db.select({ graph: workflowVersions.graph }).from(workflowVersions)).toEqual([{ graph }]);
    await close();
  });

  it("starts each test's database empty", async () => {
    const { db, close } = await open();
    expect(await db.select().from(organizations)).toEqual([]);
    await close();
  });
});

describe("the embedded database", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "signalbox-data-"));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("keeps what was stored from one opening to the next", async () => {
    const first = await openDatabase({ dataDir: folder });
    await first.db.insert(streams).values({ stream: "system", head: 3 });
    await first.close();

    const second = await openDatabase({ dataDir: folder });
    expect(await second.db.select().from(streams)).toHaveLength(1);
    await second.close();
  });

  it("refuses a folder that is open already, and says by which process", async () => {
    const first = await openDatabase({ dataDir: folder });
    await expect(openDatabase({ dataDir: folder })).rejects.toThrow(`is in use by process ${process.pid}`);
    await first.close();
  });

  it("keeps what was committed when its process is killed, and opens without its lock being cleared by hand", async () => {
    const script = `
      import { openDatabase } from "#server/db/open-database";
      import { streams } from "#server/db/schema";
      const { db } = await openDatabase({ dataDir: process.argv[1] });
      await db.insert(streams).values({ stream: "system", head: 3 });
      console.log("committed");
      setInterval(() => undefined, 1_000);`;
    const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", script, folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(createInterface(child.stdout), "line");
    await expect(openDatabase({ dataDir: folder })).rejects.toThrow(`is in use by process ${child.pid}`);
    child.kill("SIGKILL");
    await once(child, "exit");

    const { db, close } = await openDatabase({ dataDir: folder });
    expect(await db.select().from(streams)).toEqual([{ stream: "system", head: 3, trimmed: 0 }]);
    await close();
  });

  it("says what to do where the folder cannot be used, and leaves no lock behind", async () => {
    await writeFile(join(folder, "db"), "not a folder");
    await expect(openDatabase({ dataDir: folder })).rejects.toThrow(/could not be opened: .*writable/s);
    await rm(join(folder, "db"));
    await (await openDatabase({ dataDir: folder })).close();
  });
});

describe("a data folder that cannot be", () => {
  it("is an error that names the setting to change", async () => {
    const folder = await mkdtemp(join(tmpdir(), "signalbox-data-"));
    await writeFile(join(folder, "taken"), "a file");
    const opening = openDatabase({ dataDir: join(folder, "taken", "data") });
    await expect(opening).rejects.toThrow(DatabaseUnavailable);
    await expect(opening).rejects.toThrow(/could not be opened: .*SIGNALBOX_DATA_DIR/s);
    await rm(folder, { recursive: true });
  });
});

describe("a Postgres database", () => {
  it("is migrated once when several processes start at the same moment", async () => {
    const [, postgres] = testDatabases;
    const database = await postgres.open();
    const url = database.databaseUrl ?? "";
    await database.db.execute(sql`drop schema public cascade`);
    await database.db.execute(sql`drop schema drizzle cascade`);
    await database.db.execute(sql`create schema public`);

    const opened = await Promise.all([1, 2, 3, 4].map(() => openDatabase({ dataDir: "", databaseUrl: url })));

    const migrations = await queryRows(database.db, z.unknown(), sql`select * from drizzle.__drizzle_migrations`);
    expect(migrations).toHaveLength(1);
    for (const each of opened) await each.close();
    await database.close();
  });

  it("that cannot be reached is an error that says where and what to check, without the password", async () => {
    const databaseUrl = "postgres://someone:sesame@127.0.0.1:1/signalbox";
    const opening = openDatabase({ dataDir: "", databaseUrl });
    await expect(opening).rejects.toThrow(DatabaseUnavailable);
    await expect(opening).rejects.toThrow("127.0.0.1:1/signalbox could not be opened");
    await expect(opening).rejects.toThrow("DATABASE_URL");
    await expect(opening).rejects.not.toThrow("sesame");
  });

  it("that does not exist is an error that says so", async () => {
    const location = new URL(inject("postgresUrl"));
    location.pathname = "/nowhere";
    const opening = openDatabase({ dataDir: "", databaseUrl: location.href });
    await expect(opening).rejects.toThrow('database "nowhere" does not exist');
  });
});
