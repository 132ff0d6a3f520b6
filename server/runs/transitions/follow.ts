import { previewOfJson } from "#lib/domain/preview";
import type { Executions } from "#lib/domain/scheduler/execution";
import { executionKey } from "#lib/domain/scheduler/execution";
import { advance, type EndedLoop, type ExecutionRef } from "#lib/domain/scheduler/scheduler";
import { readOutputs } from "../draft/read-outputs.ts";
import type { RunDraft } from "../draft/run-draft.ts";
import { finishRun } from "./finish-run.ts";
import { tooLarge } from "./value-limit.ts";

/** Works out what follows from what ended (or from loops that learnt their items) and records all of it. */
export async function follow(draft: RunDraft, changed: readonly ExecutionRef[]): Promise<void> {
  // Cancelled executions exist only in runs that are over, which nothing follows in.
  const next = advance(draft.run.index, draft.run.executions as Executions, changed);
  for (const { nodeId, item, reason } of next.skipped) {
    draft.change(nodeId, item, { status: "skipped", reason });
    draft.emit("run.node.skipped", { nodeId, ...itemOf(item), reason });
  }
  for (const loop of next.loopsEnded) await endLoop(draft, loop);
  for (const { nodeId, item } of next.ready) {
    draft.change(nodeId, item, { status: "queued" });
    draft.emit("run.node.queued", { nodeId, ...itemOf(item) });
    draft.enqueue({ kind: "node", nodeId, item, attempt: 0 });
  }
  if (next.finished !== null) await finishRun(draft, next.finished);
}

/** The `item` of an event, left out outside of loops. */
export function itemOf(item: number | null): { item: number } | Record<never, never> {
  return item === null ? {} : { item };
}

async function endLoop(draft: RunDraft, loop: EndedLoop): Promise<void> {
  const { nodeId, handles } = loop;
  if (loop.status === "succeeded") {
    const results = await loopResults(draft, loop);
    const json = JSON.stringify(results);
    const limit = tooLarge("output", json);
    if (limit === null) {
      draft.change(nodeId, null, { status: "succeeded", handles, memo: null }, { output: { json } });
      draft.remember(nodeId, null, results, json);
      draft.emit("run.node.succeeded", { nodeId, output: previewOfJson(json), handles: [...handles] });
      return;
    }
    draft.emit("run.node.log", { nodeId, level: "error", message: `${limit.message} The results were left out.` });
    draft.change(nodeId, null, { status: "succeeded", handles, memo: null }, { output: { json: "[]" } });
    draft.emit("run.node.succeeded", { nodeId, output: previewOfJson("[]"), handles: [...handles] });
    return;
  }
  const failed = loop.failedItems.length;
  const error = {
    code: "loop-item-failed",
    message: `${failed} of ${loop.total} items failed: ${loop.failedItems.slice(0, 20).join(", ")}.`,
    remedy: "Open a node of the loop's body to see what went wrong for the item.",
  };
  draft.change(nodeId, null, { status: "failed", handles, memo: null }, { error });
  draft.emit("run.node.failed", { nodeId, error, ...(handles.length > 0 && { handles: [...handles] }) });
}

/** One result an item: the output of the body's last node, or outputs by node where several end the body. */
async function loopResults(draft: RunDraft, loop: EndedLoop): Promise<unknown[]> {
  const leaves = draft.run.index.nodes.get(loop.nodeId)?.body?.leaves ?? [];
  const items = Array.from({ length: loop.total }, (_, item) => item);
  const outputs = await readOutputs(
    draft,
    items.flatMap((item) => leaves.map((nodeId) => ({ nodeId, item }))),
  );
  const [only] = leaves;
  return items.map((item) => {
    const at = (nodeId: string) => outputs.get(executionKey(nodeId, item));
    if (leaves.length === 1 && only !== undefined) return at(only) ?? null;
    return Object.fromEntries(leaves.flatMap((nodeId) => (at(nodeId) === undefined ? [] : [[nodeId, at(nodeId)]])));
  });
}
