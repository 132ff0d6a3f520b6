import { transformSettings } from "#lib/domain/kinds/transform";
import { expressionFailure } from "./expression-failure.ts";
import type { NodeExecutor } from "./node-executor.ts";

export const transformExecutor: NodeExecutor = {
  execute: async ({ settings, scope, signal, ports }) => {
    const { expression } = transformSettings.parse(settings);
    const [value] = await ports.evaluator.evaluate([expression], scope, signal);
    if (value === undefined || !value.ok) return expressionFailure(value);
    return { kind: "succeeded", output: value.value };
  },
};
