import { approvedHandle, rejectedHandle } from "#lib/domain/kinds/approval";
import type { RunDraft } from "../draft/run-draft.ts";
import type { ClaimedJob } from "../queue/run-jobs.ts";
import { failForGood, succeed } from "./end-node.ts";
import { readNodeInput } from "./node-input.ts";

/** The time that a node waited for has come. */
export async function wakeNode(draft: RunDraft, claim: ClaimedJob): Promise<void> {
  draft.completed.push(claim);
  const indexed = draft.run.index.nodes.get(claim.nodeId);
  const execution = draft.execution(claim.nodeId, claim.item);
  if (indexed === undefined || draft.isOver || draft.run.row.status === "paused") return;
  if (execution?.status !== "waiting" || execution.attempt !== claim.attempt) return;
  const { input } = await readNodeInput(draft, indexed, claim.item);
  await succeed(draft, { node: indexed.node, item: claim.item, attempt: claim.attempt }, input);
}

export type DecisionProblem = "not-found" | "not-waiting";

/** A person's answer to an approval. Without `item`, in a loop, the first item that waits is meant. */
export async function decide(
  draft: RunDraft,
  nodeId: string,
  decision: { approved: boolean; comment?: string | undefined; item?: number | undefined },
  by: { id: string; name: string },
): Promise<DecisionProblem | null> {
  const indexed = draft.run.index.nodes.get(nodeId);
  if (indexed === undefined) return "not-found";
  const waiting = [...draft.run.executions.values()].find(
    (each) =>
      each.nodeId === nodeId &&
      each.status === "waiting" &&
      (decision.item === undefined || each.item === decision.item),
  );
  if (indexed.node.kind !== "approval" || waiting === undefined || draft.isOver) return "not-waiting";
  const { input } = await readNodeInput(draft, indexed, waiting.item);
  const { approved, comment } = decision;
  const output = { approved, ...(comment !== undefined && { comment }), by, input };
  const handle = approved ? approvedHandle : rejectedHandle;
  await succeed(draft, { node: indexed.node, item: waiting.item, attempt: waiting.attempt }, output, [handle], by);
  return null;
}

/** A sub-workflow's run has ended: its node goes on with the output, or fails as the run did. */
export async function endChild(
  draft: RunDraft,
  childRunId: string,
  ended: { status: "succeeded"; output: unknown } | { status: "failed" | "cancelled" | "blocked"; message: string },
): Promise<void> {
  const waiting = [...draft.run.executions.values()].find(
    (each) => each.status === "waiting" && each.memo?.childRunId === childRunId,
  );
  const node = waiting === undefined ? undefined : draft.run.index.nodes.get(waiting.nodeId)?.node;
  if (waiting === undefined || node === undefined || draft.isOver) return;
  const at = { node, item: waiting.item, attempt: waiting.attempt };
  if (ended.status === "succeeded") return succeed(draft, at, ended.output);
  await failForGood(draft, at, {
    code: `sub-workflow-${ended.status}`,
    message: ended.message,
    remedy: "Open the other run to see what went wrong.",
  });
}
