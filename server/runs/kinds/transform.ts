import { transformSettings } from "#lib/domain/kinds/transform";
import { failed, type NodeExecutor } from "./node-executor.ts";

export const transformExecutor: NodeExecutor = {
  execute: async ({ settings, scope, signal, ports }) => {
    const { expression } = transformSettings.parse(settings);
    const [value] = await ports.evaluator.evaluate([expression], scope, signal);
    if (value === undefined || !value.ok) return failed(value?.code ?? "expression-failed", value?.message ?? "");
    return { kind: "succeeded", output: value.value };
  },
};
