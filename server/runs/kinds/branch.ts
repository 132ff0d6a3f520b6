import { branchSettings, otherwiseHandle } from "#lib/domain/kinds/branch";
import { expressionFailure } from "./expression-failure.ts";
import type { NodeExecutor } from "./node-executor.ts";

export const branchExecutor: NodeExecutor = {
  execute: async ({ settings, scope, signal, input, ports }) => {
    const { cases, take } = branchSettings.parse(settings);
    const answers = await ports.evaluator.evaluate(
      cases.map(({ when }) => `$boolean(${when})`),
      scope,
      signal,
    );
    const taken: string[] = [];
    for (const [index, { handle }] of cases.entries()) {
      const answer = answers[index];
      if (answer === undefined || !answer.ok) return expressionFailure(answer, `Case '${handle}': `);
      if (answer.value === true) taken.push(handle);
      if (taken.length > 0 && take === "first") break;
    }
    return { kind: "succeeded", output: input, handles: taken.length > 0 ? taken : [otherwiseHandle] };
  },
};
