import { approvalSettings } from "#lib/domain/kinds/approval";
import type { NodeExecutor } from "./node-executor.ts";

export const approvalExecutor: NodeExecutor = {
  execute: async ({ settings }) => {
    const { prompt } = approvalSettings.parse(settings);
    return { kind: "waiting", reason: "approval", prompt };
  },
};
