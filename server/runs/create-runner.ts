import { and, inArray } from "drizzle-orm";
import type { Logger } from "pino";
import { finalRunStatusSchema } from "#lib/contract/run";
import type { Signal } from "#lib/contract/signal";
import type { OpenDatabase } from "#server/db/open-database";
import { runs } from "#server/db/schema";
import { createSchedules } from "#server/runs/schedules";
import type { StreamLog } from "#server/streams/stream-log";
import { createEndChildOf } from "./child-runs/end-child-of.ts";
import { createChildRuns } from "./child-runs/start-child.ts";
import { createRunControls } from "./control-runs.ts";
import { createProcessEvaluator } from "./expressions/process-evaluator.ts";
import { createGraphIndexes } from "./graph-indexes.ts";
import { createOpenAiModel } from "./models/openai-model.ts";
import { createSimulatedModel } from "./models/simulated-model.ts";
import { createGuardedHttpClient } from "./outgoing/guarded-http-client.ts";
import { type ClaimTimes, openPgBossJobs } from "./queue/pg-boss-jobs.ts";
import { recoverRuns } from "./recover-runs.ts";
import { retryRun } from "./retry-run.ts";
import { createRunLanes } from "./run-lanes.ts";
import { createRunQueries } from "./run-queries.ts";
import type { RunService } from "./run-service.ts";
import { createRunStates } from "./run-states.ts";
import { createRunStarter } from "./start-run.ts";
import { createWorker } from "./work/worker.ts";

export interface RunnerDeps {
  database: OpenDatabase;
  log: StreamLog;
  /** Sends what only matters now, such as a model's tokens. */
  emitSignal: (signal: Signal) => void;
  logger: Logger;
  now: () => Date;
  allowPrivateAddresses: boolean;
  /** Private addresses that nodes may call all the same. */
  allowedAddresses?: readonly string[];
  /** When work of processes that died is taken up by others; for tests that cannot wait. */
  claimTimes?: ClaimTimes;
  openai: { baseUrl: string; apiKey: string | undefined; model: string } | null;
}

/** The built-in runner: runs as a service, and this process' part in their work. */
export interface Runner {
  service: RunService;
  /** Takes up what an earlier process left, and works from here on. */
  start(): Promise<void>;
  queueDepth(): Promise<{ ready: number; oldestSeconds: number }>;
  /** Hands running jobs back and stops. */
  close(): Promise<void>;
}

/** How often lost executions are looked for. */
const recoverEveryMs = 60_000;

/** Builds the runner and prepares its queue; no work is done before `start`. */
export async function createRunner(deps: RunnerDeps): Promise<Runner> {
  const { database, log, logger, now } = deps;
  const { db } = database;
  const jobs = await openPgBossJobs(database, logger, deps.claimTimes);
  const states = createRunStates();
  const indexes = createGraphIndexes();
  const lanes = createRunLanes({
    log,
    jobs,
    states,
    indexes,
    children: createChildRuns({ jobs, indexes }),
    now,
    onJobs: (dueAt) => worker.wake(dueAt),
    onFinished: (runId) => worker.abortRun(runId),
  });
  const evaluator = createProcessEvaluator();
  const http = createGuardedHttpClient({
    allowPrivateAddresses: deps.allowPrivateAddresses,
    allowedAddresses: deps.allowedAddresses ?? [],
  });
  const model = deps.openai === null ? createSimulatedModel() : createOpenAiModel(deps.openai);
  const worker = createWorker({
    jobs,
    lanes,
    ports: { http, model, now },
    evaluator,
    emitSignal: deps.emitSignal,
    endChildOf: createEndChildOf({ db, lanes }),
    finishedAmong: async (runIds) => {
      const over = inArray(runs.status, finalRunStatusSchema.options);
      const rows = await db
        .select({ id: runs.id })
        .from(runs)
        .where(and(inArray(runs.id, [...runIds]), over));
      return new Set(rows.map(({ id }) => id));
    },
    logger,
  });
  const queries = createRunQueries({ db, states, indexes });
  const starter = createRunStarter({ log, jobs, indexes, now, wake: () => worker.wake(null) });
  const schedules = createSchedules({ db, log, starter, now, logger });
  let recoverTimer: NodeJS.Timeout | undefined;

  function recoverInTime(): void {
    recoverTimer = setTimeout(() => {
      recoverRuns({ db, jobs, lanes, logger })
        .catch((error: unknown) => logger.error({ err: error }, "lost executions could not be looked for"))
        .finally(recoverInTime);
    }, recoverEveryMs);
  }

  const service: RunService = {
    start: starter.start,
    startByTrigger: starter.startByTrigger,
    list: queries.list,
    get: queries.get,
    snapshot: queries.snapshot,
    nodeDetail: queries.nodeDetail,
    ...createRunControls({ db, lanes, queries }),
    retry: async (actor, runId, { fromNodeId }) => {
      const found = await queries.find(actor, runId, "run.start");
      if (!found.ok) return found;
      const retried = await retryRun({ log, jobs, indexes, states, now }, actor, found.value, fromNodeId);
      if (retried.ok) worker.wake(null);
      return retried;
    },
  };

  return {
    service,
    queueDepth: jobs.depth,
    start: async () => {
      // An embedded database has one process: whatever is claimed, its claimer is gone.
      if (database.pglite !== null) await jobs.reclaimAll();
      await recoverRuns({ db, jobs, lanes, logger });
      recoverInTime();
      worker.start();
      schedules.start();
    },
    close: async () => {
      clearTimeout(recoverTimer);
      await schedules.close();
      await worker.close();
      await lanes.close();
      await evaluator.close();
      await http.close();
      await jobs.close();
    },
  };
}
