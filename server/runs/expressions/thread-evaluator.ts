import { Worker } from "node:worker_threads";
import { z } from "zod";
import type { Evaluation, Evaluator, Scope } from "./evaluator.ts";
import type { ThreadAnswer, ThreadQuestion } from "./jsonata-thread.ts";

/** Bounds of one question to the thread. */
export interface EvaluatorLimits {
  /** Past it the thread is ended, whatever it does. */
  timeoutMs: number;
  /** The thread's heap. */
  memoryMb: number;
}

const defaults: EvaluatorLimits = { timeoutMs: 2_000, memoryMb: 128 };

const answersSchema = z.array(
  z.union([
    z.object({ ok: z.literal(true), value: z.unknown() }),
    z.object({ ok: z.literal(false), code: z.literal("expression-failed"), message: z.string() }),
  ]),
);

interface Question {
  question: ThreadQuestion;
  resolve: (answers: Evaluation[]) => void;
}

/**
 * Evaluates JSONata in a thread of its own. JSONata's own time limit is asked between steps only and cannot stop a
 * regular expression or a huge list; a thread can be ended at any point, and its heap is bounded.
 */
export function createThreadEvaluator(limits: EvaluatorLimits = defaults): Evaluator {
  const waiting: Question[] = [];
  let thread: Worker | null = null;
  let current: { question: Question; timer: NodeJS.Timeout } | null = null;
  let nextId = 0;
  let isClosed = false;

  function evaluate(sources: readonly string[], scope: Scope): Promise<Evaluation[]> {
    return new Promise((resolve) => {
      nextId += 1;
      const question = { id: nextId, sources, scopeJson: JSON.stringify(scope) };
      waiting.push({ question, resolve });
      askNext();
    });
  }

  function askNext(): void {
    if (current !== null || isClosed) return;
    const question = waiting.shift();
    if (question === undefined) return;
    thread ??= startThread();
    const timer = setTimeout(() => {
      giveUp("expression-timeout", `The expression took longer than ${limits.timeoutMs} ms.`);
    }, limits.timeoutMs);
    current = { question, timer };
    thread.ref();
    thread.postMessage(question.question);
  }

  function startThread(): Worker {
    const started = new Worker(new URL("./jsonata-thread.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb },
      stderr: true,
    });
    started.on("message", ({ id, answersJson }: ThreadAnswer) => {
      if (started === thread && current?.question.question.id === id)
        answer(answersSchema.parse(JSON.parse(answersJson)));
    });
    started.on("error", (error) => {
      if (started !== thread) return;
      const isMemory = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
      const message = isMemory ? `The expression took more than ${limits.memoryMb} MB.` : error.message;
      giveUp(isMemory ? "expression-memory" : "expression-failed", message);
    });
    started.unref();
    return started;
  }

  function answer(answers: Evaluation[]): void {
    if (current === null) return;
    clearTimeout(current.timer);
    const { resolve } = current.question;
    current = null;
    // Between questions the thread keeps no process alive.
    if (waiting.length === 0) thread?.unref();
    resolve(answers);
    askNext();
  }

  function giveUp(code: "expression-timeout" | "expression-memory" | "expression-failed", message: string): void {
    const ended = thread;
    thread = null;
    void ended?.terminate();
    answer((current?.question.question.sources ?? []).map(() => ({ ok: false, code, message })));
  }

  return {
    evaluate,
    close: async () => {
      isClosed = true;
      const ended = thread;
      giveUp("expression-failed", "The server stops.");
      for (const { question, resolve } of waiting.splice(0)) {
        resolve(question.sources.map(() => ({ ok: false, code: "expression-failed", message: "The server stops." })));
      }
      await ended?.terminate();
    },
  };
}
