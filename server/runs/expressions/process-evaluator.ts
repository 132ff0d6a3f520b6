import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Evaluation, Scope, SharedEvaluator } from "./evaluator.ts";
import type { EvaluatorQuestion } from "./jsonata-process.ts";
import { createTurns } from "./turns.ts";

/** Bounds of one question. */
export interface EvaluatorLimits {
  /** Past it the process is ended, whatever it does. */
  timeoutMs: number;
  /** The process' heap. */
  memoryMb: number;
}

const defaults: EvaluatorLimits = { timeoutMs: 2_000, memoryMb: 128 };
/** The first question also waits for the process to start. */
const startAllowanceMs = 10_000;

const script = fileURLToPath(new URL("./jsonata-process.ts", import.meta.url));

const answerSchema = z.object({
  id: z.int(),
  answers: z.array(
    z.union([
      z.object({ ok: z.literal(true), value: z.unknown() }),
      z.object({ ok: z.literal(false), code: z.literal("expression-failed"), message: z.string() }),
    ]),
  ),
});

interface Waiting {
  question: EvaluatorQuestion;
  signal: AbortSignal | undefined;
  resolve: (answers: Evaluation[]) => void;
}

/**
 * Evaluates JSONata in a process of its own, started when first needed, without environment. JSONata's own time limit
 * is asked between steps only and cannot stop a regular expression; and a thread that runs out of memory can take the
 * whole server with it. A process can be ended at any point, and what it takes with it is its own.
 */
export function createProcessEvaluator(limits: EvaluatorLimits = defaults): SharedEvaluator {
  const waiting = createTurns<Waiting>();
  let child: ChildProcess | null = null;
  let current: { waiting: Waiting; timer: NodeJS.Timeout } | null = null;
  let nextId = 0;
  let isClosed = false;

  function evaluate(
    owner: string,
    sources: readonly string[],
    scope: Scope,
    signal: AbortSignal | undefined,
  ): Promise<Evaluation[]> {
    return new Promise((resolve) => {
      nextId += 1;
      waiting.add(owner, { question: { id: nextId, sources, scopeJson: JSON.stringify(scope) }, signal, resolve });
      askNext();
    });
  }

  function askNext(): void {
    if (current !== null || isClosed) return;
    let next = waiting.take();
    // Whoever no longer wants an answer costs nobody a turn.
    for (; next?.signal?.aborted; next = waiting.take()) next.resolve(failEach(next, "The run is over."));
    if (next === undefined) return;
    const allowance = child === null ? startAllowanceMs : 0;
    child ??= startChild();
    const timer = setTimeout(() => {
      giveUp("expression-timeout", `The expression took longer than ${limits.timeoutMs} ms.`);
    }, limits.timeoutMs + allowance);
    current = { waiting: next, timer };
    child.channel?.ref();
    child.send(next.question);
  }

  function startChild(): ChildProcess {
    const started = fork(script, [], {
      // Nothing of the server: no secret, no option.
      env: { NODE_ENV: "production" },
      execArgv: [`--max-old-space-size=${limits.memoryMb}`, "--disable-warning=ExperimentalWarning"],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    started.on("message", (message) => {
      const { id, answers } = answerSchema.parse(message);
      if (started === child && current?.waiting.question.id === id) answer(answers);
    });
    started.on("error", () => ended(started));
    started.on("exit", () => ended(started));
    started.unref();
    return started;
  }

  function ended(gone: ChildProcess): void {
    if (gone !== child) return;
    giveUp("expression-memory", `The expression took more than ${limits.memoryMb} MB.`);
  }

  function answer(answers: Evaluation[]): void {
    if (current === null) return;
    clearTimeout(current.timer);
    const { resolve } = current.waiting;
    current = null;
    // Between questions it keeps no other process alive.
    if (waiting.size === 0) child?.channel?.unref();
    resolve(answers);
    askNext();
  }

  function giveUp(code: "expression-timeout" | "expression-memory" | "expression-failed", message: string): void {
    const stopped = child;
    child = null;
    stopped?.kill("SIGKILL");
    answer((current?.waiting.question.sources ?? []).map(() => ({ ok: false, code, message })));
  }

  return {
    of: (owner) => ({ evaluate: (sources, scope, signal) => evaluate(owner, sources, scope, signal) }),
    close: async () => {
      isClosed = true;
      const stops = "The server stops.";
      giveUp("expression-failed", stops);
      for (let next = waiting.take(); next !== undefined; next = waiting.take()) next.resolve(failEach(next, stops));
    },
  };
}

function failEach({ question }: Waiting, message: string): Evaluation[] {
  return question.sources.map(() => ({ ok: false, code: "expression-failed", message }));
}
