import { and, eq, inArray } from "drizzle-orm";
import type { Logger } from "pino";
import type { Database } from "#server/db/database";
import { runExecutions, runs } from "#server/db/schema";
import type { StoredExecution } from "./draft/loaded-run.ts";
import type { RunDraft } from "./draft/run-draft.ts";
import { jobKey, type RunJobs } from "./queue/run-jobs.ts";
import type { RunLanes } from "./run-lanes.ts";
import { enqueueAgain } from "./transitions/controls.ts";
import { failForGood } from "./transitions/end-node.ts";

/**
 * Finds executions that wait for a job which is not there (a database restored without its queue, a job that was taken
 * up too often) and makes it, or fails what nobody will end any more, so that no run stays as it is for ever.
 */
export async function recoverRuns(deps: {
  db: Database;
  jobs: RunJobs;
  lanes: RunLanes;
  logger: Logger;
}): Promise<number> {
  const { db, jobs, lanes, logger } = deps;
  const open = await db
    .select({ runId: runs.id, nodeId: runExecutions.nodeId, item: runExecutions.item })
    .from(runs)
    .innerJoin(runExecutions, eq(runExecutions.runId, runs.id))
    .where(
      and(
        inArray(runs.status, ["queued", "running"]),
        inArray(runExecutions.status, ["queued", "running", "retrying", "waiting"]),
      ),
    );
  const keyed = new Map(open.map((row) => [jobKey({ ...row, item: row.item < 0 ? null : row.item }), row]));
  const orphans = await jobs.withoutJob([...keyed.keys()]);
  const byRun = Map.groupBy(
    [...keyed].filter(([key]) => orphans.has(key)).map(([, row]) => row),
    ({ runId }) => runId,
  );
  let recovered = 0;
  for (const [runId, rows] of byRun) {
    const count = await lanes.submit(runId, async (draft) => {
      let here = 0;
      for (const { nodeId, item } of rows) here += await recover(draft, nodeId, item < 0 ? null : item);
      return here;
    });
    recovered += count ?? 0;
  }
  if (recovered > 0) logger.warn({ executions: recovered }, "executions without a job were taken up again");
  return recovered;
}

async function recover(draft: RunDraft, nodeId: string, item: number | null): Promise<number> {
  const execution = draft.execution(nodeId, item);
  const node = draft.run.index.nodes.get(nodeId)?.node;
  if (execution === undefined || node === undefined || draft.isOver || waitsForOthers(execution)) return 0;
  if (execution.status !== "running") {
    enqueueAgain(draft, execution);
    return 1;
  }
  await failForGood(
    draft,
    { node, item, attempt: execution.attempt },
    {
      code: "worker-lost",
      message: `The worker was lost ${execution.attempt} times while it worked on this node.`,
      remedy: "Retry the run from this node; if it is lost again, look at the server's memory.",
    },
  );
  return 1;
}

/** Loops at work, approvals and sub-workflows have no job of their own. */
function waitsForOthers({ status, items, memo }: StoredExecution): boolean {
  if (items !== null) return true;
  return status === "waiting" && memo?.until === undefined;
}
