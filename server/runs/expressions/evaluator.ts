/** What expressions may read: `$input`, `$trigger`, `$nodes.<id>`, in loops `$item` and `$index`, and `$attempt`. */
export interface Scope {
  input: unknown;
  trigger: unknown;
  nodes: Readonly<Record<string, unknown>>;
  item: unknown;
  index: number | null;
  attempt?: number;
}

export type Evaluation =
  | { ok: true; value: unknown }
  | { ok: false; code: "expression-failed" | "expression-timeout" | "expression-memory"; message: string };

/** Evaluates JSONata within bounds of time and memory, so that no expression can hold up the server. */
export interface Evaluator {
  /** Evaluates the expressions in order over one scope. Answers in order; one that fails does not stop the others. */
  evaluate(sources: readonly string[], scope: Scope, signal?: AbortSignal): Promise<Evaluation[]>;
}

/** One evaluator for many organizations, who take turns: whoever asks much waits behind their own questions only. */
export interface SharedEvaluator {
  of(owner: string): Evaluator;
  close(): Promise<void>;
}
