import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { GraphNode } from "#lib/contract/graph";
import type { Failure } from "#lib/contract/run";
import { bigintColumn, queryRows } from "#server/db/query-rows";
import { workflows } from "#server/db/schema";
import { newId } from "#server/ids";
import type { RunDraft, WantedChild } from "../draft/run-draft.ts";
import type { GraphIndexes } from "../graph-indexes.ts";
import { makeRun } from "../new-run.ts";
import type { RunJobs } from "../queue/run-jobs.ts";
import { begin } from "../transitions/begin.ts";
import { failForGood } from "../transitions/end-node.ts";
import { itemOf } from "../transitions/follow.ts";

/** How deep runs may start runs: deeper, a workflow most likely starts itself without end. */
const depthLimit = 10;

/** Starts the runs that sub-workflow nodes ask for, in the transaction in which the nodes begin to wait. */
export interface ChildRuns {
  start(draft: RunDraft): Promise<void>;
}

/** Makes child runs with the queue and the indexes that their parents use. */
export function createChildRuns({ jobs, indexes }: { jobs: RunJobs; indexes: GraphIndexes }): ChildRuns {
  async function startOne(draft: RunDraft, wanted: WantedChild): Promise<void> {
    const { at } = wanted;
    const { row } = draft.run;
    const found = await findWorkflow(draft, wanted);
    if ("code" in found) return failForGood(draft, at, found);
    const { workflow, version } = found;
    const index = await indexes.read(draft.tx.db, workflow.id, version);
    const trigger = index === null ? undefined : startOf(index.triggers);
    if (index === null || trigger === undefined) {
      return failForGood(draft, at, notFound(`'${workflow.name}' has no version ${version} with a trigger.`));
    }
    const childRunId = newId("run");
    draft.change(at.node.id, at.item, { status: "waiting", memo: { childRunId } });
    draft.emit("run.node.waiting", { nodeId: at.node.id, ...itemOf(at.item), reason: "sub-workflow", childRunId });
    const child = {
      id: childRunId,
      orgId: row.orgId,
      // What a team's run hands on stays with the team, also where the workflow is everybody's.
      teamId: workflow.teamId ?? row.teamId,
      workflowId: workflow.id,
      workflowVersion: version,
      workflowName: workflow.name,
      index,
      trigger: { kind: "sub-workflow" as const, runId: row.id, ...(row.trigger.by && { by: row.trigger.by }) },
      startedBy: row.startedBy,
      input: wanted.input,
    };
    const made = await makeRun(draft.tx, child, { jobs, now: draft.now }, (childDraft) =>
      begin(childDraft, trigger.id, wanted.input),
    );
    // Already enqueued with the child; noted here so that the worker is woken after the commit.
    draft.childJobs.push(...made.draft.jobs);
  }

  return {
    start: async (draft) => {
      for (let wanted = draft.children.shift(); wanted !== undefined; wanted = draft.children.shift()) {
        await startOne(draft, wanted);
      }
    },
  };
}

type Found = { workflow: { id: string; name: string; teamId: string | null }; version: number } | Failure;

/** A team's workflow may be used by that team's runs, one without a team by every run of the organization. */
async function findWorkflow(draft: RunDraft, wanted: WantedChild): Promise<Found> {
  const { row } = draft.run;
  const [workflow] = await draft.tx.db
    .select({
      id: workflows.id,
      name: workflows.name,
      teamId: workflows.teamId,
      latestVersion: workflows.latestVersion,
    })
    .from(workflows)
    .where(and(eq(workflows.id, wanted.workflowId), eq(workflows.orgId, row.orgId), isNull(workflows.deletedAt)));
  if (workflow === undefined || (workflow.teamId !== null && workflow.teamId !== row.teamId)) {
    return notFound(`There is no workflow '${wanted.workflowId}' that this run may start.`);
  }
  const depth = await depthOf(draft);
  if (depth >= depthLimit) {
    return {
      code: "sub-workflow-too-deep",
      message: `Runs start runs ${depth} deep; the limit is ${depthLimit}.`,
      remedy: "Check whether a workflow starts itself.",
    };
  }
  return { workflow, version: wanted.version ?? workflow.latestVersion };
}

async function depthOf(draft: RunDraft): Promise<number> {
  const [row] = await queryRows(
    draft.tx.db,
    z.object({ depth: bigintColumn }),
    sql`with recursive ancestors as (
          select id, trigger, 1 as depth from runs where id = ${draft.run.row.id}
          union all
          select runs.id, runs.trigger, depth + 1 from ancestors join runs
            on runs.id = ancestors.trigger ->> 'runId' and ancestors.trigger ->> 'kind' = 'sub-workflow'
          where depth <= ${depthLimit}
        ) select max(depth) as depth from ancestors`,
  );
  return row?.depth ?? 1;
}

function notFound(message: string): Failure {
  return { code: "sub-workflow-not-found", message, remedy: "Check the workflow that the node names, and its team." };
}

/** A workflow that others start begins at its manual trigger, or at its first one where it has none. */
export function startOf(triggers: readonly GraphNode[]): GraphNode | undefined {
  return triggers.find(({ kind }) => kind === "manual-trigger") ?? triggers[0];
}
