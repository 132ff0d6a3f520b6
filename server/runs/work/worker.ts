import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { Signal } from "#lib/contract/signal";
import type { SharedEvaluator } from "../expressions/evaluator.ts";
import type { ExecutorPorts } from "../kinds/node-executor.ts";
import { executorOf, isSimulatedKind } from "../kinds/registry.ts";
import type { ClaimedJob, RunJobs } from "../queue/run-jobs.ts";
import type { RunLanes } from "../run-lanes.ts";
import { endNode } from "../transitions/end-node.ts";
import { wakeNode } from "../transitions/end-waiting.ts";
import { startNode } from "../transitions/start-node.ts";
import { Handover, isHandover } from "./handover.ts";
import { runAttempt } from "./run-attempt.ts";

export interface WorkerDeps {
  jobs: RunJobs;
  lanes: RunLanes;
  ports: Omit<ExecutorPorts, "evaluator">;
  evaluator: Pick<SharedEvaluator, "of">;
  emitSignal: (signal: Signal) => void;
  /** Ends the node of a parent whose child run is over. */
  endChildOf: (claim: ClaimedJob) => Promise<void>;
  /** Which of these runs are over? Another process may have ended them. */
  finishedAmong: (runIds: readonly string[]) => Promise<Set<string>>;
  logger: Logger;
  /** Nodes at work at once in this process. */
  concurrency?: number;
}

/** Does the queue's work in this process. */
export interface Worker {
  start(): void;
  /** Looks into the queue, now or when a job is due. */
  wake(dueAt: Date | null): void;
  /** Stops what works for a run that is over. */
  abortRun(runId: string): void;
  /** Takes nothing more, stops what works and hands its jobs back. */
  close(): Promise<void>;
}

const defaultConcurrency = 20;
/** How often the queue is looked into though nothing was heard: for jobs that other processes made. */
const pollMs = 1_000;
const keepAliveMs = 10_000;
/** Pauses before work that failed for reasons of the server's own is taken up again; each is twice the one before. */
const firstPauseMs = 100;
const longestPauseMs = 10_000;
/** What works when the server stops has so long to end by itself. */
const graceMs = 1_500;

interface Active {
  claim: ClaimedJob;
  abort: AbortController;
  done: Promise<void>;
}

/** A worker that takes jobs from the queue once it is started. */
export function createWorker(deps: WorkerDeps): Worker {
  const { jobs, lanes, logger } = deps;
  const concurrency = deps.concurrency ?? defaultConcurrency;
  const active = new Map<string, Active>();
  const closing = new AbortController();
  let isClosing = false;
  let isLooking = false;
  let lookAgain = false;
  let timer: NodeJS.Timeout | undefined;
  let keepAliveTimer: NodeJS.Timeout | undefined;
  /** When the timer fires, in epoch milliseconds. */
  let timerAt = Number.POSITIVE_INFINITY;
  let dueTimes: number[] = [];
  let looking: Promise<void> = Promise.resolve();

  function wake(dueAt: Date | null): void {
    if (isClosing) return;
    if (dueAt !== null && dueAt.getTime() > Date.now()) {
      dueTimes.push(dueAt.getTime());
      return arm();
    }
    if (isLooking) lookAgain = true;
    else looking = look();
  }

  function arm(): void {
    const next = dueTimes.reduce((earliest, time) => Math.min(earliest, time), Date.now() + pollMs);
    if (next >= timerAt && timer !== undefined) return;
    clearTimeout(timer);
    timerAt = next;
    timer = setTimeout(onTimer, Math.max(1, next - Date.now() + 1));
  }

  function onTimer(): void {
    timer = undefined;
    timerAt = Number.POSITIVE_INFINITY;
    const now = Date.now();
    dueTimes = dueTimes.filter((time) => time > now);
    wake(null);
  }

  async function look(): Promise<void> {
    isLooking = true;
    try {
      do {
        lookAgain = false;
        const free = concurrency - active.size;
        if (free <= 0) break;
        const claims = await jobs.fetch(free);
        for (const claim of claims) take(claim);
        if (claims.length === free) lookAgain = true;
      } while (lookAgain && !isClosing);
    } catch (error) {
      if (!isClosing) logger.error({ err: error }, "the job queue could not be read");
    } finally {
      isLooking = false;
      if (!isClosing) arm();
    }
  }

  function take(claim: ClaimedJob): void {
    const abort = new AbortController();
    const entry: Active = { claim, abort, done: Promise.resolve() };
    active.set(claim.id, entry);
    entry.done = work(claim, abort.signal).then(
      () => release(claim),
      async (error: unknown) => {
        const stopped = isClosing || isHandover(abort.signal.reason);
        if (!stopped) logger.error({ err: error, runId: claim.runId, nodeId: claim.nodeId }, "a job failed");
        if (!stopped) await holdBack(claim);
        // Left to itself the claim would be lost only after a while; handed back, it is taken up again at once.
        await jobs
          .handBack([claim])
          .catch((cause: unknown) => logger.warn({ err: cause }, "a job was not handed back"));
        release(claim);
      },
    );
  }

  /** What fails each time, such as in front of a full disk, must not fail as often as the machine can. */
  async function holdBack(claim: ClaimedJob): Promise<void> {
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** claim.retryCount);
    // Aborted when the server stops: then it is handed back at once.
    await delay(pauseMs, undefined, { signal: closing.signal }).catch(() => {});
  }

  function release(claim: ClaimedJob): void {
    active.delete(claim.id);
    wake(null);
  }

  async function work(claim: ClaimedJob, signal: AbortSignal): Promise<void> {
    if (claim.kind === "child") return deps.endChildOf(claim);
    if (claim.kind === "wake")
      return finishOr(claim, await lanes.submit(claim.runId, (draft) => wakeNode(draft, claim)));
    const started = await lanes.submit(claim.runId, (draft) =>
      startNode(draft, claim, (kind) => isSimulatedKind(kind, deps.ports)),
    );
    if (started === null) return;
    const ports = { ...deps.ports, evaluator: deps.evaluator.of(started.orgId) };
    const executor = executorOf(started.node.kind);
    const ended = await runAttempt(claim, started, executor, signal, { ports, emitSignal: deps.emitSignal });
    await lanes.submit(claim.runId, (draft) => endNode(draft, ended));
  }

  function finishOr(claim: ClaimedJob, answer: unknown): void {
    if (answer === null) logger.warn({ runId: claim.runId }, "a job names a run that is not there");
  }

  function keepAlive(): void {
    const claims = [...active.values()].map((each) => each.claim);
    if (claims.length === 0) return;
    const runIds = [...new Set(claims.map(({ runId }) => runId))];
    Promise.all([jobs.keepAlive(claims), deps.finishedAmong(runIds)])
      .then(([, finished]) => {
        for (const runId of finished) abortRun(runId);
      })
      .catch((error: unknown) => logger.warn({ err: error }, "the claims of running nodes were not kept alive"));
  }

  function abortRun(runId: string): void {
    for (const { claim, abort } of active.values()) {
      if (claim.runId === runId && claim.kind === "node") abort.abort(new Error("the run is over"));
    }
  }

  return {
    start: () => {
      keepAliveTimer = setInterval(keepAlive, keepAliveMs);
      wake(null);
    },
    wake,
    abortRun,
    close: async () => {
      isClosing = true;
      closing.abort();
      clearTimeout(timer);
      clearInterval(keepAliveTimer);
      await looking;
      const grace = new Promise((resolve) => setTimeout(resolve, graceMs));
      await Promise.race([Promise.all([...active.values()].map(({ done }) => done)), grace]);
      for (const { abort } of active.values()) abort.abort(new Handover());
      await Promise.all([...active.values()].map(({ done }) => done));
    },
  };
}
