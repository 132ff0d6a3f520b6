import { type SQL, sql } from "drizzle-orm";
import { type ConstructorOptions, fromDrizzle, fromPglite, PgBoss } from "pg-boss";
import type { Logger } from "pino";
import { z } from "zod";
import type { Transaction } from "#server/db/database";
import type { OpenDatabase } from "#server/db/open-database";
import { bigintColumn, queryRows } from "#server/db/query-rows";
import { type ClaimedJob, jobKey, type RunJob, type RunJobs } from "./run-jobs.ts";

/** How pg-boss reaches a database. */
type BossClient = NonNullable<ConstructorOptions["db"]>;

const queue = "run-nodes";
/** How often a job may be taken up again after its worker was lost; past it, the node fails. */
const redeliveries = 20;
/** When claims are lost, where there may be other processes than this. */
export interface ClaimTimes {
  /** A claim that was not kept alive for so long is lost. */
  heartbeatSeconds: number;
  /** How often lost claims are looked for. */
  monitorSeconds: number;
}

const claimTimes: ClaimTimes = { heartbeatSeconds: 30, monitorSeconds: 15 };
/** Longer than any attempt may take. */
const expireSeconds = 2 * 60 * 60;
/** Completed jobs are kept for a while, for people who look into the queue. */
const keepCompletedSeconds = 10 * 60;
const maintenanceSeconds = 5 * 60;

const payload = z.object({
  kind: z.enum(["node", "wake", "child"]),
  runId: z.string(),
  nodeId: z.string(),
  item: z.int().nullable(),
  attempt: z.int(),
});

/**
 * The queue on pg-boss, in the same database as the runs. Polling, claiming and waking are the worker's; pg-boss keeps
 * the jobs, their delays, their claims and their retries.
 */
export async function openPgBossJobs(
  database: OpenDatabase,
  logger: Logger,
  { heartbeatSeconds, monitorSeconds }: ClaimTimes = claimTimes,
): Promise<RunJobs> {
  const { db } = database;
  const boss = new PgBoss({
    db: clientOf(database),
    backend: database.pglite === null ? "postgres" : "pglite",
    schedule: false,
    registerInstance: false,
    superviseIntervalSeconds: monitorSeconds,
    monitorIntervalSeconds: monitorSeconds,
    maintenanceIntervalSeconds: maintenanceSeconds,
    monitorVacuum: false,
    reindex: false,
  });
  boss.on("error", (error) => logger.error({ err: error }, "the job queue met an error"));
  await boss.start();
  await boss.createQueue(queue, {
    retryLimit: redeliveries,
    retryDelay: 0,
    expireInSeconds: expireSeconds,
    deleteAfterSeconds: keepCompletedSeconds,
    // An embedded database has one process, which frees its claims when it starts.
    ...(database.pglite === null && { heartbeatSeconds }),
  });

  return {
    enqueue: async (tx, jobs) => {
      if (jobs.length === 0) return;
      const inserts = jobs.map(({ job, startAfter }) => ({
        data: job,
        singletonKey: jobKey(job),
        ...(startAfter !== undefined && { startAfter: startAfter.toISOString() }),
      }));
      await boss.insert(queue, inserts, { db: within(tx) });
    },
    complete: async (tx, claims) => {
      if (claims.length > 0) await boss.complete(queue, claims.map(attemptOf), null, { db: within(tx) });
    },
    fetch: async (limit) => {
      const jobs = await boss.fetch<RunJob>(queue, { batchSize: limit });
      return jobs.map((job): ClaimedJob => ({ ...payload.parse(job.data), id: job.id, retryCount: job.retryCount }));
    },
    handBack: async (claims) => {
      if (claims.length > 0) await boss.fail(queue, claims.map(attemptOf));
    },
    keepAlive: async (claims) => {
      if (claims.length > 0) await boss.touch(queue, claims.map(attemptOf));
    },
    reclaimAll: async () => {
      const statement = sql`select id from pgboss.job where name = ${queue} and state = 'active'`;
      const active = await queryRows(db, z.object({ id: z.string() }), statement);
      if (active.length > 0)
        await boss.fail(
          queue,
          active.map(({ id }) => id),
        );
      return active.length;
    },
    withoutJob: async (keys) => {
      const statement = sql`select singleton_key as key from pgboss.job
        where name = ${queue} and state < 'completed'
          and singleton_key in (select json_array_elements_text(${JSON.stringify(keys)}::text::json))`;
      const live = await queryRows(db, z.object({ key: z.string() }), statement);
      const found = new Set(live.map(({ key }) => key));
      return new Set(keys.filter((key) => !found.has(key)));
    },
    depth: async () => {
      const statement = sql`select count(*) as ready,
          coalesce(extract(epoch from now() - min(start_after)), 0)::float8 as age
        from pgboss.job where name = ${queue} and state < 'active' and start_after <= now()`;
      const row = z.object({ ready: bigintColumn, age: z.coerce.number() });
      const [depth] = await queryRows(db, row, statement);
      return { ready: depth?.ready ?? 0, oldestSeconds: depth?.age ?? 0 };
    },
    close: () => boss.stop({ graceful: false, close: false }),
  };
}

function attemptOf({ id, retryCount }: ClaimedJob): { id: string; retryCount: number } {
  return { id, retryCount };
}

function within(tx: Transaction): BossClient {
  // pg-boss builds its query with the `sql` it is given, so what it hands over is one of Drizzle's own.
  return fromDrizzle({ execute: async (query) => ({ rows: await queryRows(tx, z.unknown(), query as SQL) }) }, sql);
}

function clientOf({ pglite, pool }: OpenDatabase): BossClient {
  if (pglite !== null) return fromPglite(pglite);
  if (pool === null) throw new Error("an open database has either an embedded client or a pool");
  return { executeSql: (text, values) => pool.query(text, values) };
}
