import { eq } from "drizzle-orm";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EntryDraft } from "#lib/contract/entry";
import type { RunStatus } from "#lib/contract/run";
import { emptyRunState } from "#lib/domain/run-state";
import { organizations, runSnapshots, runs } from "#server/db/schema";
import { newId } from "#server/ids";
import { type OpenTestDatabase, testDatabases } from "#server/testing/test-databases";
import { createStreamLog } from "./postgres-stream-log.ts";
import { createRetention, type Retention } from "./retention.ts";
import type { StreamLog } from "./stream-log.ts";

const day = 24 * 60 * 60 * 1_000;
const logger = pino({ level: "silent" });

describe.each(testDatabases)("retention on $name", ({ open }) => {
  let database: OpenTestDatabase;
  let log: StreamLog;
  let retention: Retention;
  let clock: Date;
  let asked: [string, number][];

  beforeEach(async () => {
    database = await open();
    clock = new Date("2026-10-01T00:00:00.000Z");
    asked = [];
    log = createStreamLog({ db: database.db, now: () => clock, newId: () => newId("evt"), logger });
    retention = createRetention({
      db: database.db,
      log,
      retentionDays: 30,
      now: () => clock,
      logger,
      beforeTrim: async (stream, upTo) => {
        asked.push([stream, upTo]);
      },
    });
    await database.db.insert(organizations).values({ id: "org_1", slug: "acme", name: "Acme" });
  });

  afterEach(async () => {
    await retention.close();
    await log.close();
    await database.close();
  });

  async function append(stream: string, count: number): Promise<void> {
    const draft: EntryDraft = stream.startsWith("run:")
      ? { type: "run.node.log", source: "/test", data: { nodeId: "n1", message: "a line" } }
      : { type: "system.announcement", source: "/test", data: { message: "a word" } };
    await log.append(Array.from({ length: count }, () => ({ stream, draft })));
  }

  async function insertRun(id: string, status: RunStatus): Promise<void> {
    await database.db.insert(runs).values({
      id,
      orgId: "org_1",
      workflowName: "Triage",
      status,
      trigger: { kind: "manual" },
      counts: { total: 0, succeeded: 0, failed: 0, skipped: 0, running: 0, waiting: 0 },
    });
  }

  async function insertSnapshot(runId: string, offset: number): Promise<void> {
    await database.db.insert(runSnapshots).values({ runId, offset, state: emptyRunState });
  }

  async function trimmedOf(stream: string): Promise<number> {
    return (await log.read(stream, { after: 0, limit: 1 })).trimmed;
  }

  it("S7: trims entries older than the retention time, and those only", async () => {
    await append("system", 3);
    clock = new Date(clock.getTime() + 31 * day);
    await append("system", 2);

    expect(await retention.sweep()).toBe(1);

    const page = await log.read("system", { after: 0, limit: 10 });
    expect(page.entries.map((entry) => entry.offset)).toEqual([4, 5]);
    expect(page).toMatchObject({ head: 5, trimmed: 3 });
    expect(asked).toEqual([["system", 3]]);
    expect(await retention.sweep()).toBe(0);
  });

  it("S7: leaves a run alone that is not finished, however old", async () => {
    await insertRun("run_long", "running");
    await append("run:run_long", 2);
    await insertSnapshot("run_long", 2);
    clock = new Date(clock.getTime() + 400 * day);

    expect(await retention.sweep()).toBe(0);
    expect(await trimmedOf("run:run_long")).toBe(0);
  });

  it("S7: trims a finished run only once a snapshot covers what goes", async () => {
    await insertRun("run_done", "succeeded");
    await append("run:run_done", 3);
    clock = new Date(clock.getTime() + 31 * day);

    expect(await retention.sweep()).toBe(0);
    expect(asked).toEqual([["run:run_done", 3]]);
    await insertSnapshot("run_done", 2);
    expect(await retention.sweep()).toBe(0);
    await database.db.update(runSnapshots).set({ offset: 3 }).where(eq(runSnapshots.runId, "run_done"));

    expect(await retention.sweep()).toBe(1);
    expect(await trimmedOf("run:run_done")).toBe(3);
  });

  it("goes on with the other streams when one cannot be trimmed", async () => {
    await insertRun("run_done", "failed");
    await append("run:run_done", 1);
    await append("system", 1);
    clock = new Date(clock.getTime() + 31 * day);
    const failing = createRetention({
      db: database.db,
      log,
      retentionDays: 30,
      now: () => clock,
      logger,
      beforeTrim: async (stream) => {
        if (stream === "run:run_done") throw new Error("no snapshot could be written");
      },
    });

    expect(await failing.sweep()).toBe(1);

    expect(await trimmedOf("system")).toBe(1);
    expect(await trimmedOf("run:run_done")).toBe(0);
    await failing.close();
  });

  it("sweeps by itself, and stops when closed", async () => {
    await append("system", 1);
    clock = new Date(clock.getTime() + 31 * day);
    const own = createRetention({
      db: database.db,
      log,
      retentionDays: 30,
      now: () => clock,
      logger,
      beforeTrim: async () => undefined,
      everyMs: 10,
    });

    await expect.poll(() => trimmedOf("system")).toBe(1);
    await own.close();
  });
});
