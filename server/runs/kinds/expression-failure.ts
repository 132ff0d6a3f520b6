import type { Evaluation } from "../expressions/evaluator.ts";
import { failed, type Outcome } from "./node-executor.ts";

const tooMuch = "Pass on less, or make the expression simpler.";
const remedies = {
  "expression-failed": "Compare the expression, under Settings, with what arrived, under Input.",
  "expression-timeout": tooMuch,
  "expression-memory": tooMuch,
} as const;

/** The failure of a node whose expression gave no value, with what to do. `where` says which one of several it was. */
export function expressionFailure(answer: Extract<Evaluation, { ok: false }> | undefined, where = ""): Outcome {
  const { code, message } = answer ?? { code: "expression-failed" as const, message: "The expression gave no answer." };
  return failed(code, `${where}${message}`, { remedy: remedies[code] });
}
