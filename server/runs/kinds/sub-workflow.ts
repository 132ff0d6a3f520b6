import { subWorkflowSettings } from "#lib/domain/kinds/sub-workflow";
import { expressionFailure } from "./expression-failure.ts";
import type { NodeExecutor } from "./node-executor.ts";

export const subWorkflowExecutor: NodeExecutor = {
  execute: async ({ settings, scope, signal, ports }) => {
    const { workflowId, version, input } = subWorkflowSettings.parse(settings);
    const [answer] = await ports.evaluator.evaluate([input], scope, signal);
    if (answer === undefined || !answer.ok) return expressionFailure(answer);
    return { kind: "waiting", reason: "sub-workflow", workflowId, version, input: answer.value };
  },
};
