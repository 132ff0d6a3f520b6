import { eq } from "drizzle-orm";
import type { Database } from "#server/db/database";
import { runs } from "#server/db/schema";
import type { ClaimedJob } from "../queue/run-jobs.ts";
import type { RunLanes } from "../run-lanes.ts";
import { endChild } from "../transitions/end-waiting.ts";
import { runOutput } from "../transitions/finish-run.ts";

/** Takes a child run's end over to the node that waits for it. The claim's `nodeId` is the child run's id. */
export function createEndChildOf({ db, lanes }: { db: Database; lanes: RunLanes }) {
  return async (claim: ClaimedJob): Promise<void> => {
    const childRunId = claim.nodeId;
    const [child] = await db
      .select({ status: runs.status, error: runs.error, name: runs.workflowName })
      .from(runs)
      .where(eq(runs.id, childRunId));
    const output = child?.status === "succeeded" ? await lanes.submit(childRunId, runOutput) : null;
    await lanes.submit(claim.runId, async (draft) => {
      draft.completed.push(claim);
      if (child?.status === "succeeded") return endChild(draft, childRunId, { status: "succeeded", output });
      const status = child?.status === "cancelled" || child?.status === "blocked" ? child.status : "failed";
      const message = `${child?.name ?? "The other run"} ${status}${child?.error ? `: ${child.error.message}` : "."}`;
      return endChild(draft, childRunId, { status, message: message.slice(0, 2_000) });
    });
  };
}
