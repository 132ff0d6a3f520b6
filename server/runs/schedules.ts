import { and, asc, eq, isNotNull, isNull } from "drizzle-orm";
import type { Logger } from "pino";
import { nextOccurrence } from "#lib/domain/schedule";
import type { Database } from "#server/db/database";
import { workflows, workflowTriggers } from "#server/db/schema";
import type { RunStarter } from "#server/runs/start-run";
import type { StreamLog } from "#server/streams/stream-log";

/** Starts runs at their times. */
export interface Schedules {
  start(): void;
  close(): Promise<void>;
}

/** How often due schedules are looked for; a schedule starts at most so late. */
const lookEveryMs = 1_000;

/**
 * Fires each schedule once a time, whatever the number of processes: moving a trigger's next time on and making the run
 * are one transaction, which only one of them wins. What fell due while no process ran is fired once, when one does.
 */
export function createSchedules(deps: {
  db: Database;
  log: StreamLog;
  starter: RunStarter;
  now: () => Date;
  logger: Logger;
}): Schedules {
  const { db, log, starter, now, logger } = deps;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let looking: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    const [earliest] = await db
      .select({ trigger: workflowTriggers })
      .from(workflowTriggers)
      .innerJoin(workflows, eq(workflows.id, workflowTriggers.workflowId))
      .where(and(isNotNull(workflowTriggers.nextAt), isNull(workflows.deletedAt)))
      .orderBy(asc(workflowTriggers.nextAt))
      .limit(1);
    if (earliest === undefined || isClosed) return;
    const { trigger } = earliest;
    if (trigger.nextAt === null || trigger.nextAt > now()) return;
    await fire(trigger, trigger.nextAt);
    await look();
  }

  async function fire(trigger: typeof workflowTriggers.$inferSelect, dueAt: Date): Promise<void> {
    const { workflowId, nodeId, cron, timeZone } = trigger;
    const next = cron === null ? null : nextOccurrence(cron, timeZone ?? "UTC", now());
    const result = await log.transaction(async (tx) => {
      const won = await tx.db
        .update(workflowTriggers)
        .set({ nextAt: next })
        .where(
          and(
            eq(workflowTriggers.workflowId, workflowId),
            eq(workflowTriggers.nodeId, nodeId),
            eq(workflowTriggers.nextAt, dueAt),
          ),
        )
        .returning({ nodeId: workflowTriggers.nodeId });
      if (won.length === 0) return null;
      const input = { scheduledAt: dueAt.toISOString() };
      return starter.startWithin(tx, workflowId, nodeId, { input, trigger: { kind: "schedule" } });
    });
    if (result?.ok === true) starter.wake();
    if (result?.ok === false) logger.warn({ workflowId, nodeId, code: result.code }, "a schedule started nothing");
  }

  function arm(): void {
    if (isClosed) return;
    timer = setTimeout(() => {
      looking = look()
        .catch((error: unknown) => logger.error({ err: error }, "schedules could not be looked for"))
        .finally(arm);
    }, lookEveryMs);
  }

  return {
    start: arm,
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await looking;
    },
  };
}
