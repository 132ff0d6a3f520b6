import { previewOfJson } from "#lib/domain/preview";
import { beginRun } from "#lib/domain/scheduler/begin-run";
import type { RunDraft } from "../draft/run-draft.ts";
import { follow } from "./follow.ts";

/** Lets a new run begin: its trigger has the input as its output, and the first nodes are queued. */
export async function begin(draft: RunDraft, triggerNodeId: string, input: unknown): Promise<void> {
  const json = JSON.stringify(input ?? null);
  announceQueued(draft, json);
  const begun = beginRun(draft.run.index, triggerNodeId);
  for (const { nodeId, status, reason, handles } of begun) {
    if (status === "skipped") {
      draft.change(nodeId, null, { status, reason });
      draft.emit("run.node.skipped", { nodeId, ...(reason !== null && { reason }) });
      continue;
    }
    draft.change(nodeId, null, { status, handles, attempt: 1 }, { input: { json }, output: { json } });
    draft.remember(nodeId, null, input ?? null, json);
    draft.emit("run.node.started", { nodeId, attempt: 1, input: previewOfJson(json) });
    draft.emit("run.node.succeeded", { nodeId, output: previewOfJson(json), durationMs: 0 });
  }
  await follow(draft, begun);
}

/** The first entries of a run's stream: that it was asked for, and that it works. */
export function announceQueued(draft: RunDraft, inputJson: string): void {
  const { workflowId, workflowVersion, workflowName, trigger } = draft.run.row;
  draft.emit("run.queued", { workflowId, workflowVersion, workflowName, trigger, input: previewOfJson(inputJson) });
  draft.emit("run.started", {});
}
