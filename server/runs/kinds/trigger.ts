import type { NodeExecutor } from "./node-executor.ts";

/** A trigger has its output when the run begins; this is only for one that is run again by hand. */
export const triggerExecutor: NodeExecutor = {
  execute: async ({ input }) => ({ kind: "succeeded", output: input }),
};
