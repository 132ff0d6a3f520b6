import { and, eq, isNull } from "drizzle-orm";
import type { GraphNode } from "#lib/contract/graph";
import { limits } from "#lib/contract/limits";
import { ok, type Result, refuse } from "#lib/contract/problem";
import type { RunSummary, Trigger } from "#lib/contract/run";
import { manualTriggerSettings } from "#lib/domain/kinds/manual-trigger";
import { byteLength } from "#lib/domain/preview";
import { checkRunInput } from "#lib/domain/run-input";
import { notFound, personOf, refuseAccess } from "#server/access/access";
import type { Queryable } from "#server/db/database";
import { workflows } from "#server/db/schema";
import { newId } from "#server/ids";
import type { StreamLog, StreamTransaction } from "#server/streams/stream-log";
import { startOf } from "./child-runs/start-child.ts";
import type { GraphIndexes } from "./graph-indexes.ts";
import { makeRun } from "./new-run.ts";
import type { RunJobs } from "./queue/run-jobs.ts";
import type { RunService } from "./run-service.ts";
import { begin } from "./transitions/begin.ts";

/** Starting runs of workflows. */
export interface RunStarter extends Pick<RunService, "start" | "startByTrigger"> {
  /** As `startByTrigger`, within a caller's transaction; the caller calls `wake` after the commit. */
  startWithin(
    tx: StreamTransaction,
    workflowId: string,
    nodeId: string,
    options: { input: unknown; trigger: Trigger },
  ): Promise<Result<RunSummary>>;
  wake(): void;
}

export interface RunStarterDeps {
  log: StreamLog;
  jobs: RunJobs;
  indexes: GraphIndexes;
  now: () => Date;
  /** Lets the worker look into the queue. */
  wake: () => void;
}

type WorkflowRow = { id: string; name: string; orgId: string; teamId: string | null; latestVersion: number };

/** Starts runs of a workflow's version and hands their first jobs to the queue, in one transaction. */
export function createRunStarter({ log, jobs, indexes, now, wake }: RunStarterDeps): RunStarter {
  async function launch(
    tx: StreamTransaction,
    workflow: WorkflowRow,
    wanted: {
      version: number | undefined;
      nodeId?: string;
      input: unknown;
      trigger: Trigger;
      startedBy: string | null;
    },
  ): Promise<Result<RunSummary>> {
    const version = wanted.version ?? workflow.latestVersion;
    const index = await indexes.read(tx.db, workflow.id, version);
    if (index === null) return refuse("not-found", `The workflow has no version ${version}.`, { field: "version" });
    const { nodeId } = wanted;
    const start =
      nodeId === undefined ? startOf(index.triggers) : index.triggers.find((trigger) => trigger.id === nodeId);
    if (start === undefined) return notFound("trigger");
    const input = checkInput(start, wanted.input);
    if (!input.ok) return input;
    const { summary } = await makeRun(
      tx,
      {
        id: newId("run"),
        orgId: workflow.orgId,
        teamId: workflow.teamId,
        workflowId: workflow.id,
        workflowVersion: version,
        workflowName: workflow.name,
        index,
        trigger: wanted.trigger,
        startedBy: wanted.startedBy,
        input: input.value,
      },
      { jobs, now: now() },
      (draft) => begin(draft, start.id, input.value),
    );
    return ok(summary);
  }

  const startWithin: RunStarter["startWithin"] = async (tx, workflowId, nodeId, { input, trigger }) => {
    const workflow = await findWorkflow(tx.db, workflowId);
    if (workflow === undefined) return notFound("workflow");
    return launch(tx, workflow, { version: undefined, nodeId, input, trigger, startedBy: null });
  };

  return {
    startWithin,
    wake,
    start: async (actor, workflowId, { input, version }) => {
      const result = await log.transaction(async (tx) => {
        const workflow = await findWorkflow(tx.db, workflowId);
        const refusal = refuseAccess(actor, "run.start", workflow, "workflow");
        if (refusal !== null || workflow === undefined) return refusal ?? notFound("workflow");
        const by = personOf(actor);
        const trigger: Trigger = { kind: actor.kind === "user" ? "manual" : "api", by };
        return launch(tx, workflow, { version, input, trigger, startedBy: by.id });
      });
      if (result.ok) wake();
      return result;
    },
    startByTrigger: async (workflowId, nodeId, options) => {
      const result = await log.transaction((tx) => startWithin(tx, workflowId, nodeId, options));
      if (result.ok) wake();
      return result;
    },
  };
}

async function findWorkflow(db: Queryable, workflowId: string): Promise<WorkflowRow | undefined> {
  const { id, name, orgId, teamId, latestVersion } = workflows;
  const [row] = await db
    .select({ id, name, orgId, teamId, latestVersion })
    .from(workflows)
    .where(and(eq(workflows.id, workflowId), isNull(workflows.deletedAt), eq(workflows.external, false)));
  return row;
}

function checkInput(start: GraphNode, input: unknown): Result<unknown> {
  const bytes = byteLength(JSON.stringify(input ?? null));
  if (bytes > limits.nodeValueBytes) {
    const message = `input: is ${bytes} bytes of JSON, more than the limit of ${limits.nodeValueBytes}`;
    return refuse("too-large", message, { field: "input", limit: limits.nodeValueBytes });
  }
  if (start.kind !== "manual-trigger") return ok(input ?? null);
  return checkRunInput(manualTriggerSettings.parse(start.settings).fields, input);
}
