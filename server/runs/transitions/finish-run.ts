import type { Failure, FinalRunStatus } from "#lib/contract/run";
import { previewOf } from "#lib/domain/preview";
import { executionKey, isUnhandledFailure } from "#lib/domain/scheduler/execution";
import { readOutputs } from "../draft/read-outputs.ts";
import type { RunDraft } from "../draft/run-draft.ts";

/** Ends the run and, where it belongs to another one, tells that one's worker. */
export async function finishRun(
  draft: RunDraft,
  status: FinalRunStatus,
  by?: { id: string; name: string },
): Promise<void> {
  const error = status === "failed" ? failureOf(draft) : null;
  const output = status === "succeeded" ? await runOutput(draft) : undefined;
  draft.emit("run.finished", {
    status,
    ...(error !== null && { error }),
    ...(output !== undefined && { output: previewOf(output) }),
    ...(by !== undefined && { by }),
  });
  if (status === "cancelled") draft.isCancelled = true;
  const { trigger, id } = draft.run.row;
  if (trigger.kind === "sub-workflow" && trigger.runId !== undefined) {
    // The child's id stands for the node: the parent knows which of its executions waits for it.
    draft.jobs.push({ job: { kind: "child", runId: trigger.runId, nodeId: id, item: null, attempt: 0 } });
  }
}

/** What a run gives back: the output of its last node, or outputs by node where several nodes end it. */
export async function runOutput(draft: RunDraft): Promise<unknown> {
  const sinks = draft.run.index.sinks.filter((nodeId) => draft.execution(nodeId, null)?.status === "succeeded");
  const outputs = await readOutputs(
    draft,
    sinks.map((nodeId) => ({ nodeId, item: null })),
  );
  const [only] = sinks;
  if (sinks.length === 1 && only !== undefined) return outputs.get(executionKey(only, null)) ?? null;
  return Object.fromEntries(sinks.map((nodeId) => [nodeId, outputs.get(executionKey(nodeId, null)) ?? null]));
}

/** The first failure that nothing went on from, with the node's name before it. */
function failureOf(draft: RunDraft): Failure {
  for (const { node } of [...draft.run.index.nodes.values()]) {
    const execution = draft.execution(node.id, null);
    if (execution === undefined || !isUnhandledFailure(execution)) continue;
    const error = draft.writes.get(executionKey(node.id, null))?.error ?? draft.run.state.nodes[node.id]?.error;
    const message = `${node.name}: ${error?.message ?? "failed"}`.slice(0, 4_000);
    return { ...error, code: error?.code ?? "node-failed", message };
  }
  return { code: "node-failed", message: "A node failed." };
}
