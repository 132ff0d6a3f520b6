import type { StoredExecution } from "../draft/loaded-run.ts";
import type { RunDraft } from "../draft/run-draft.ts";
import { finishRun } from "./finish-run.ts";

type Person = { id: string; name: string };

/** Nothing more starts; what works finishes, and what becomes ready is kept. */
export function pause(draft: RunDraft, by: Person): void {
  if (draft.run.row.status !== "paused") draft.emit("run.paused", { by });
}

/** Makes the jobs of everything that is ready or waits for a time. */
export function resume(draft: RunDraft, by: Person): void {
  if (draft.run.row.status !== "paused") return;
  draft.emit("run.resumed", { by });
  for (const execution of draft.run.executions.values()) enqueueAgain(draft, execution);
}

/** The job of an execution that waits for one; nothing for one that is worked on, waits for somebody, or has ended. */
export function enqueueAgain(draft: RunDraft, { nodeId, item, status, attempt, memo }: StoredExecution): void {
  const due = memo?.until === undefined ? undefined : new Date(memo.until);
  if (status === "queued" || status === "retrying") draft.enqueue({ kind: "node", nodeId, item, attempt }, due);
  if (status === "waiting" && due !== undefined) draft.enqueue({ kind: "wake", nodeId, item, attempt }, due);
}

/** Ends the run; whatever has not ended by now never will. */
export async function cancel(draft: RunDraft, by: Person): Promise<void> {
  await finishRun(draft, "cancelled", by);
}
