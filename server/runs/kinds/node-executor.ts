import type { Failure, Money } from "#lib/contract/run";
import type { Evaluator, Scope } from "../expressions/evaluator.ts";
import type { Model } from "../models/model.ts";
import type { HttpClient } from "../outgoing/http-client.ts";

/** What executors reach the world through. */
export interface ExecutorPorts {
  evaluator: Evaluator;
  http: HttpClient;
  model: Model;
  now: () => Date;
}

/** Money or tokens that an attempt spent, whatever became of it. */
export interface Cost {
  cost: Money;
  model?: string;
  inputTokens?: number;
  outputTokens?: number;
}

export interface NodeContext {
  runId: string;
  nodeId: string;
  item: number | null;
  /** From 1. */
  attempt: number;
  /** The node's settings with their templates filled in; each executor parses them with its kind's schema. */
  settings: Readonly<Record<string, unknown>>;
  input: unknown;
  scope: Scope;
  /** Aborted when the run is cancelled, the time limit is met, or the server stops. */
  signal: AbortSignal;
  /** Writes a line into the node's log. Never a secret. */
  log(level: "debug" | "info" | "warn" | "error", message: string): void;
  /** Shows text as it comes; what is shown is not stored. */
  streamText(text: string): void;
  spend(cost: Cost): void;
  ports: ExecutorPorts;
}

/** What became of an attempt. */
export type Outcome =
  | { kind: "succeeded"; output: unknown; handles?: readonly string[] }
  | { kind: "failed"; failure: Failure; isRetryable: boolean }
  | { kind: "looping"; items: readonly unknown[]; concurrency: number }
  | { kind: "waiting"; reason: "time"; until: Date }
  | { kind: "waiting"; reason: "approval"; prompt: string }
  | { kind: "waiting"; reason: "sub-workflow"; workflowId: string; version: number | undefined; input: unknown };

export interface NodeExecutor {
  execute(context: NodeContext): Promise<Outcome>;
  /** True where the work is played rather than done. */
  isSimulated?(ports: Pick<ExecutorPorts, "model">): boolean;
}

/** A failure that another attempt may not meet. */
export function failed(code: string, message: string, more: { remedy?: string; isRetryable?: boolean } = {}): Outcome {
  const { remedy, isRetryable = true } = more;
  return { kind: "failed", failure: { code, message, ...(remedy !== undefined && { remedy }) }, isRetryable };
}
