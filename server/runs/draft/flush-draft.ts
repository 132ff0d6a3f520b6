import type { RunJobs } from "../queue/run-jobs.ts";
import type { RunDraft } from "./run-draft.ts";
import { cancelExecutions, writeExecutions, writeRow } from "./run-store.ts";

/** Writes what a draft gathered, within its transaction: executions, jobs, the row; its entries go to the log. */
export async function flushDraft(draft: RunDraft, jobs: RunJobs): Promise<void> {
  const { db } = draft.tx;
  const { run } = draft;
  draft.append();
  await writeExecutions(db, run.row.id, [...draft.writes.values()]);
  if (draft.isCancelled) await cancelExecutions(db, run.row.id, draft.now);
  await jobs.enqueue(db, draft.jobs);
  await jobs.complete(db, draft.completed);
  if (draft.isChanged) await writeRow(db, run.row);
}
