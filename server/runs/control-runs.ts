import { and, inArray, sql } from "drizzle-orm";
import { ok, type Result, refuse } from "#lib/contract/problem";
import { openRunStatuses, type RunSummary } from "#lib/contract/run";
import type { Actor } from "#lib/domain/actor";
import { notFound, personOf } from "#server/access/access";
import type { Database } from "#server/db/database";
import { runs } from "#server/db/schema";
import type { RunDraft } from "./draft/run-draft.ts";
import type { RunLanes } from "./run-lanes.ts";
import type { RunQueries } from "./run-queries.ts";
import type { RunService } from "./run-service.ts";
import { toRunSummary } from "./run-summary.ts";
import { cancel, pause, resume } from "./transitions/controls.ts";
import { decide } from "./transitions/end-waiting.ts";

type Person = { id: string; name: string };
export type RunControls = Pick<RunService, "cancel" | "pause" | "resume" | "decide">;

/** Steering runs of ours. A run that is over refuses with `already-finished`. */
export function createRunControls(deps: { db: Database; lanes: RunLanes; queries: RunQueries }): RunControls {
  const { db, lanes, queries } = deps;

  async function steer(
    actor: Actor,
    runId: string,
    change: (draft: RunDraft, by: Person) => void | Promise<void>,
  ): Promise<Result<RunSummary>> {
    const found = await queries.find(actor, runId, "run.control");
    if (!found.ok) return found;
    return inLane(runId, async (draft) => {
      if (draft.isOver) return refuse("already-finished", `The run is over: it ${draft.run.row.status}.`);
      await change(draft, personOf(actor));
      return ok(null);
    });
  }

  /** Answers with the summary as it was committed, not as it was in the middle of the transaction. */
  async function inLane(
    runId: string,
    command: (draft: RunDraft) => Promise<Result<null>>,
  ): Promise<Result<RunSummary>> {
    const done = await lanes.submit(runId, async (draft) => ({ result: await command(draft), draft }));
    if (done === null) return refuse("conflict", "A run from elsewhere is steered where it came from.");
    if (!done.result.ok) return done.result;
    return ok(toRunSummary(done.draft.run.row));
  }

  /** Runs that a cancelled run started are for nobody any more. */
  async function cancelChildren(runId: string, by: Person): Promise<void> {
    const open = inArray(runs.status, openRunStatuses);
    const isChild = sql`${runs.trigger} ->> 'kind' = 'sub-workflow' and ${runs.trigger} ->> 'runId' = ${runId}`;
    const children = await db.select({ id: runs.id }).from(runs).where(and(open, isChild));
    for (const { id } of children) {
      await lanes.submit(id, (draft) => (draft.isOver ? undefined : cancel(draft, by)));
      await cancelChildren(id, by);
    }
  }

  return {
    pause: (actor, runId) => steer(actor, runId, pause),
    resume: (actor, runId) => steer(actor, runId, resume),
    cancel: async (actor, runId) => {
      const result = await steer(actor, runId, cancel);
      if (result.ok) await cancelChildren(runId, personOf(actor));
      return result;
    },
    decide: async (actor, runId, nodeId, decision) => {
      const found = await queries.find(actor, runId, "run.approve");
      if (!found.ok) return found;
      return inLane(runId, async (draft) => {
        if (draft.isOver) return refuse("already-finished", `The run is over: it ${draft.run.row.status}.`);
        const problem = await decide(draft, nodeId, decision, personOf(actor));
        if (problem === "not-found") return notFound("node");
        if (problem === "not-waiting") return refuse("not-waiting", "The node does not wait for an approval.");
        return ok(null);
      });
    },
  };
}
