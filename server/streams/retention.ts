import { and, eq, gte, inArray, isNull, lt, max, or, sql } from "drizzle-orm";
import type { Logger } from "pino";
import { finalRunStatusSchema } from "#lib/contract/run";
import { parseStreamName, streamKinds } from "#lib/contract/stream-name";
import type { Database } from "#server/db/database";
import { runSnapshots, runs, streamEntries, streams } from "#server/db/schema";
import type { StreamLog } from "./stream-log.ts";

export interface RetentionDeps {
  db: Database;
  log: StreamLog;
  /** Entries older than this may be trimmed. */
  retentionDays: number;
  now: () => Date;
  logger: Logger;
  /**
   * Called before a stream is trimmed up to an offset, so that what readers will then need can be written: for a run,
   * a row in `run_snapshots` at that offset or later, without which its stream is left alone.
   */
  beforeTrim: (stream: string, upTo: number) => Promise<void>;
  /** How often old entries are looked for, in milliseconds. */
  everyMs?: number;
}

export interface Retention {
  /** Trims what is old now; answers with how many streams were trimmed. Runs by itself in the background too. */
  sweep(): Promise<number>;
  close(): Promise<void>;
}

interface OldEntries {
  stream: string;
  /** The last offset that is old. */
  upTo: number;
  trimmed: number;
}

const dayMs = 24 * 60 * 60 * 1_000;
const hourMs = 60 * 60 * 1_000;
/** Entries forgotten in one transaction: an embedded database answers nobody else meanwhile. */
const entriesATime = 5_000;
/** Documents and tasks are left to what compacts them. */
const trimmedKinds = streamKinds.filter((kind) => kind !== "doc" && kind !== "task");

/** Trims old entries in the background (rule S7): of runs only those that are finished and have a snapshot. */
export function createRetention(deps: RetentionDeps): Retention {
  const { db, log, retentionDays, now, logger, beforeTrim, everyMs = hourMs } = deps;
  let sweeping: Promise<number> | null = null;
  let isClosed = false;

  const timer = setInterval(() => {
    sweep().catch((error: unknown) => logger.error({ err: error }, "old entries could not be trimmed"));
  }, everyMs);
  timer.unref();

  function sweep(): Promise<number> {
    sweeping ??= trimOld().finally(() => {
      sweeping = null;
    });
    return sweeping;
  }

  async function trimOld(): Promise<number> {
    const before = new Date(now().getTime() - retentionDays * dayMs);
    let count = 0;
    for (const old of await findOld(db, before)) {
      if (isClosed) break;
      if (await trimOne(old)) count++;
    }
    if (count > 0) logger.info({ streams: count, before: before.toISOString() }, "trimmed old entries");
    return count;
  }

  /** One stream that fails must not keep the others from being trimmed. */
  async function trimOne({ stream, upTo, trimmed }: OldEntries): Promise<boolean> {
    try {
      await beforeTrim(stream, upTo);
      if (!(await mayBeTrimmed(db, stream, upTo))) return false;
      for (let end = trimmed; end < upTo && !isClosed; ) {
        end = Math.min(end + entriesATime, upTo);
        await log.trim(stream, end);
      }
      return true;
    } catch (error) {
      logger.error({ err: error, stream }, "a stream's old entries could not be trimmed");
      return false;
    }
  }

  return {
    sweep,
    close: async () => {
      isClosed = true;
      clearInterval(timer);
      await sweeping?.catch(() => 0);
    },
  };
}

async function findOld(db: Database, before: Date): Promise<OldEntries[]> {
  const kind = sql`split_part(${streamEntries.stream}, ':', 1)`;
  const runId = sql`substr(${streamEntries.stream}, 5)`;
  return db
    .select({
      stream: streamEntries.stream,
      upTo: max(streamEntries.offset).mapWith(Number),
      trimmed: max(streams.trimmed).mapWith(Number),
    })
    .from(streamEntries)
    .innerJoin(streams, eq(streams.stream, streamEntries.stream))
    .leftJoin(runs, and(eq(kind, "run"), eq(runs.id, runId)))
    .where(
      and(
        lt(streamEntries.createdAt, before),
        inArray(kind, [...trimmedKinds]),
        // A run that has gone altogether leaves entries that nobody may read.
        or(isNull(runs.id), inArray(runs.status, finalRunStatusSchema.options)),
      ),
    )
    .groupBy(streamEntries.stream);
}

async function mayBeTrimmed(db: Database, stream: string, upTo: number): Promise<boolean> {
  const name = parseStreamName(stream);
  if (name?.kind !== "run") return true;
  const [run] = await db.select({ id: runs.id }).from(runs).where(eq(runs.id, name.id));
  if (run === undefined) return true;
  const snapshots = await db
    .select({ runId: runSnapshots.runId })
    .from(runSnapshots)
    .where(and(eq(runSnapshots.runId, name.id), gte(runSnapshots.offset, upTo)));
  return snapshots.length > 0;
}
