import type { GraphNode } from "#lib/contract/graph";
import { previewOfJson } from "#lib/domain/preview";
import type { RunDraft } from "../draft/run-draft.ts";
import type { ClaimedJob } from "../queue/run-jobs.ts";
import { itemOf } from "./follow.ts";
import { type NodeInput, readNodeInput } from "./node-input.ts";

/** What a worker needs for an attempt. */
export interface StartedNode {
  /** Whose work it is: what is scarce is shared among organizations by turns. */
  orgId: string;
  node: GraphNode;
  attempt: number;
  nodeInput: NodeInput;
}

/**
 * Takes a claimed job up: the execution is running from here on, with one attempt more. Null where there is nothing to
 * do: the run is over or paused, or the job is one that came late.
 */
export async function startNode(
  draft: RunDraft,
  claim: ClaimedJob,
  isSimulated: (kind: string) => boolean,
): Promise<StartedNode | null> {
  const indexed = draft.run.index.nodes.get(claim.nodeId);
  const execution = draft.execution(claim.nodeId, claim.item);
  if (indexed === undefined || execution === undefined || !mayStart(draft, claim)) {
    draft.completed.push(claim);
    return null;
  }
  const { node } = indexed;
  const nodeInput = await readNodeInput(draft, indexed, claim.item);
  const json = JSON.stringify(nodeInput.input ?? null);
  const attempt = execution.attempt + 1;
  draft.change(claim.nodeId, claim.item, { status: "running", attempt, memo: null }, { input: { json } });
  // A loop's start is announced together with the number of its items.
  if (node.kind !== "loop") {
    const simulated = isSimulated(node.kind) ? { simulated: true } : {};
    const started = { nodeId: node.id, ...itemOf(claim.item), attempt, input: previewOfJson(json), ...simulated };
    draft.emit("run.node.started", started);
  }
  return { orgId: draft.run.row.orgId, node, attempt, nodeInput };
}

function mayStart(draft: RunDraft, claim: ClaimedJob): boolean {
  const execution = draft.execution(claim.nodeId, claim.item);
  if (execution === undefined || draft.isOver || draft.run.row.status === "paused") return false;
  const isDue = execution.status === "queued" || execution.status === "retrying";
  if (isDue && execution.attempt === claim.attempt) return true;
  // The worker that had the job was lost: its attempt counts, and the next one begins.
  return execution.status === "running" && execution.items === null && claim.retryCount > 0;
}
