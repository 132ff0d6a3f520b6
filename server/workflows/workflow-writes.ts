import { isDeepStrictEqual } from "node:util";
import { and, eq } from "drizzle-orm";
import { ok, type Refusal, type Result, refuse } from "#lib/contract/problem";
import type { Workflow } from "#lib/contract/workflow";
import type { Actor } from "#lib/domain/actor";
import { ownerStream } from "#lib/domain/owner-stream";
import { can } from "#lib/domain/permissions";
import { notFound, personOf, refuseAccess } from "#server/access/access";
import type { Transaction } from "#server/db/database";
import { teams, workflows, workflowTriggers, workflowVersions } from "#server/db/schema";
import { newId } from "#server/ids";
import type { StreamLog, StreamTransaction } from "#server/streams/stream-log";
import { checkGraph } from "./check-graph.ts";
import { findWorkflowRow } from "./workflow-rows.ts";
import type { NewWorkflow, WorkflowService } from "./workflow-service.ts";
import { toWorkflow, type WorkflowRow } from "./workflow-shapes.ts";
import { storeTriggers, withoutSecrets } from "./workflow-triggers.ts";

export interface WorkflowWritesDeps {
  log: StreamLog;
  now: () => Date;
}

/** Longest name and description, in characters. */
const nameLength = 200;
const descriptionLength = 2_000;

/** Making and changing workflows. Every version is checked before it is stored and never changes afterwards. */
export function createWorkflowWrites({
  log,
  now,
}: WorkflowWritesDeps): Pick<WorkflowService, "create" | "update" | "remove"> {
  async function storeVersion(tx: StreamTransaction, actor: Actor, row: WorkflowRow["workflow"], input: NewWorkflow) {
    const by = personOf(actor);
    const version = { workflowId: row.id, version: row.latestVersion, createdBy: by.id, createdAt: now() };
    await tx.db.insert(workflowVersions).values({ ...version, graph: withoutSecrets(input.graph) });
    await storeTriggers(tx.db, row.id, input.graph, now());
    tx.append(ownerStream(row), {
      type: "workflow.published",
      source: `/orgs/${row.orgId}/workflows/${row.id}`,
      data: { workflowId: row.id, name: row.name, version: row.latestVersion, by },
    });
  }

  async function stored(db: Transaction, id: string): Promise<Result<Workflow>> {
    const row = await findWorkflowRow(db, id);
    return row === undefined ? notFound("workflow") : ok(toWorkflow(row));
  }

  const create: WorkflowService["create"] = async (actor, input) => {
    const teamId = input.teamId ?? null;
    const refusal = refuseAccess(actor, "workflow.write", { orgId: actor.orgId, teamId }, "team") ?? refuseText(input);
    if (refusal !== null) return refusal;
    const graph = checkGraph(input.graph);
    if (!graph.ok) return graph;
    return log.transaction(async (tx) => {
      if (!(await isOurTeam(tx.db, actor, teamId))) return notFound("team");
      const row = newRow(actor, input, teamId, now());
      await tx.db.insert(workflows).values(row);
      await storeVersion(tx, actor, row, { ...input, graph: graph.value });
      return stored(tx.db, row.id);
    });
  };

  const update: WorkflowService["update"] = async (actor, id, change) => {
    const graph = change.graph === undefined ? undefined : checkGraph(change.graph);
    return log.transaction(async (tx) => {
      await tx.db.select({ id: workflows.id }).from(workflows).where(eq(workflows.id, id)).for("update");
      const found = await findWorkflowRow(tx.db, id);
      const refusal = refuseAccess(actor, "workflow.write", found?.workflow, "workflow") ?? refuseText(change);
      if (refusal !== null || found === undefined) return refusal ?? notFound("workflow");
      if (graph?.ok === false) return graph;
      const teamId = change.teamId === undefined ? found.workflow.teamId : change.teamId;
      if (!can(actor, "workflow.write", { orgId: actor.orgId, teamId })) return notFound("team");
      if (!(await isOurTeam(tx.db, actor, teamId))) return notFound("team");
      const isNew = graph !== undefined && !isDeepStrictEqual(withoutSecrets(graph.value), found.graph);
      const row = {
        ...found.workflow,
        teamId,
        name: change.name ?? found.workflow.name,
        description: change.description ?? found.workflow.description,
        latestVersion: found.workflow.latestVersion + (isNew ? 1 : 0),
        updatedAt: now(),
      };
      await tx.db.update(workflows).set(row).where(eq(workflows.id, id));
      if (isNew) await storeVersion(tx, actor, row, { name: row.name, graph: graph.value });
      // A graph that differs by a webhook's secret alone is no new version, but the secret counts.
      else if (graph !== undefined) await storeTriggers(tx.db, id, graph.value, now());
      return stored(tx.db, id);
    });
  };

  const remove: WorkflowService["remove"] = (actor, id) =>
    log.transaction(async (tx) => {
      const found = await findWorkflowRow(tx.db, id);
      const refusal = refuseAccess(actor, "workflow.write", found?.workflow, "workflow");
      if (refusal !== null) return refusal;
      await tx.db.delete(workflowTriggers).where(eq(workflowTriggers.workflowId, id));
      await tx.db.update(workflows).set({ deletedAt: now() }).where(eq(workflows.id, id));
      return ok(null);
    });

  return { create, update, remove };
}

function newRow(actor: Actor, input: NewWorkflow, teamId: string | null, now: Date): WorkflowRow["workflow"] {
  return {
    id: newId("wf"),
    orgId: actor.orgId,
    teamId,
    name: input.name,
    description: input.description ?? "",
    latestVersion: 1,
    external: false,
    createdBy: personOf(actor).id,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
  };
}

function refuseText({
  name,
  description,
}: {
  name?: string | undefined;
  description?: string | undefined;
}): Refusal | null {
  if (name !== undefined && (name.trim() === "" || name.length > nameLength)) {
    return refuse("invalid-input", `name: has ${name.length} characters; 1 to ${nameLength} are allowed`, {
      field: "name",
      limit: nameLength,
    });
  }
  for (const [field, text] of [
    ["name", name],
    ["description", description],
  ] as const) {
    if (text === undefined || (text.isWellFormed() && !text.includes("\0"))) continue;
    return refuse("invalid-input", `${field}: holds a NUL or half a surrogate pair`, { field });
  }
  if (description !== undefined && description.length > descriptionLength) {
    return refuse("invalid-input", `description: is longer than ${descriptionLength} characters`, {
      field: "description",
      limit: descriptionLength,
    });
  }
  return null;
}

async function isOurTeam(db: Transaction, actor: Actor, teamId: string | null): Promise<boolean> {
  if (teamId === null) return true;
  const [team] = await db
    .select({ id: teams.id })
    .from(teams)
    .where(and(eq(teams.id, teamId), eq(teams.orgId, actor.orgId)));
  return team !== undefined;
}
