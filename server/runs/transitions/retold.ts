import type { RunState } from "#lib/domain/run-state";
import type { StoredExecution } from "../draft/loaded-run.ts";
import type { RunDraft } from "../draft/run-draft.ts";
import { itemOf } from "./follow.ts";

/** Tells in a new run's stream how the executions that it took over had ended, as the earlier run's state knows it. */
export function retold(draft: RunDraft, kept: readonly StoredExecution[], before: RunState): void {
  for (const { nodeId, item, status, handles, reason, attempt } of kept) {
    const node = before.nodes[nodeId];
    const was = item === null ? node : node?.items?.[item];
    const at = { nodeId, ...itemOf(item) };
    const durationMs = was?.durationMs == null ? {} : { durationMs: was.durationMs };
    const went = handles === null ? {} : { handles: [...handles] };
    if (status === "skipped") {
      draft.emit("run.node.skipped", { ...at, ...(reason !== null && { reason }) });
      continue;
    }
    const input = was?.input == null ? {} : { input: was.input };
    const items = item === null && node?.itemsTotal != null ? { items: node.itemsTotal } : {};
    draft.emit("run.node.started", { ...at, attempt: Math.max(attempt, 1), ...input, ...items });
    if (status === "failed") {
      const error = was?.error ?? { code: "node-failed", message: "The node failed." };
      draft.emit("run.node.failed", { ...at, error, ...went, ...durationMs });
      continue;
    }
    const output = was?.output == null ? {} : { output: was.output };
    draft.emit("run.node.succeeded", { ...at, ...output, ...went, ...durationMs });
  }
}
