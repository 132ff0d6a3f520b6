import { limits } from "#lib/contract/limits";
import { loopSettings } from "#lib/domain/kinds/loop";
import { expressionFailure } from "./expression-failure.ts";
import { failed, type NodeExecutor } from "./node-executor.ts";

export const loopExecutor: NodeExecutor = {
  execute: async ({ settings, scope, signal, ports }) => {
    const { items, concurrency } = loopSettings.parse(settings);
    const [answer] = await ports.evaluator.evaluate([items], scope, signal);
    if (answer === undefined || !answer.ok) return expressionFailure(answer);
    // As JSONata has it, one value is a list of one, and nothing is an empty list.
    const list = Array.isArray(answer.value) ? answer.value : answer.value === null ? [] : [answer.value];
    if (list.length > limits.loopItems) {
      const message = `The list has ${list.length} items; the limit is ${limits.loopItems}.`;
      return failed("too-many-items", message, { remedy: "Go through the list in parts.", isRetryable: false });
    }
    return { kind: "looping", items: list, concurrency };
  },
};
