import jsonata from "jsonata";
import { describeExpressionError } from "#lib/domain/expression";
import type { Evaluation, Scope } from "./evaluator.ts";

/** What the process is asked. Values travel as JSON, so that what JSONata adds to them stays here. */
export interface EvaluatorQuestion {
  id: number;
  sources: readonly string[];
  scopeJson: string;
}

/** JSONata's own bounds end the ordinary runaway with a clear message; the server's end whatever slips past them. */
const bounds = { timeout: 1_500, stack: 500, sequence: 1_000_000 };

/** Parsed expressions kept for the next time; a workflow's are evaluated again and again. */
const kept = 200;
const parsed = new Map<string, jsonata.Expression>();

function parse(source: string): jsonata.Expression {
  const known = parsed.get(source);
  if (known !== undefined) return known;
  const expression = jsonata(source, bounds);
  parsed.set(source, expression);
  const oldest = parsed.keys().next();
  if (parsed.size > kept && oldest.done !== true) parsed.delete(oldest.value);
  return expression;
}

async function evaluate(source: string, scope: Scope): Promise<Evaluation> {
  try {
    const value: unknown = await parse(source).evaluate(scope.input, {
      input: scope.input,
      trigger: scope.trigger,
      nodes: scope.nodes,
      item: scope.item,
      index: scope.index,
      attempt: scope.attempt,
    });
    return { ok: true, value: value ?? null };
  } catch (error) {
    return { ok: false, code: "expression-failed", message: describeExpressionError(error) };
  }
}

process.on("message", async ({ id, sources, scopeJson }: EvaluatorQuestion) => {
  const answers: Evaluation[] = [];
  for (const source of sources) answers.push(await evaluate(source, JSON.parse(scopeJson) as Scope));
  process.send?.({ id, answers: JSON.parse(JSON.stringify(answers, jsonable)) as unknown });
});

// Without the server there is nobody to answer.
process.on("disconnect", () => process.exit());

/** Functions have no place in a value. */
function jsonable(_key: string, value: unknown): unknown {
  return typeof value === "function" ? null : value;
}
