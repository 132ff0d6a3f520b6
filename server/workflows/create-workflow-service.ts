import { and, desc, eq, ilike, isNull, lt, or } from "drizzle-orm";
import { ok, type Result, refuse } from "#lib/contract/problem";
import type { Actor } from "#lib/domain/actor";
import { notFound, refuseAccess, withinReach } from "#server/access/access";
import type { Database, Queryable } from "#server/db/database";
import { workflows, workflowVersions } from "#server/db/schema";
import { pageLimits, readCursor, writeCursor } from "#server/lists/page-cursor";
import { findWorkflowRow, selectWorkflows } from "./workflow-rows.ts";
import type { WorkflowService } from "./workflow-service.ts";
import { toWorkflow, toWorkflowSummary, type WorkflowRow } from "./workflow-shapes.ts";
import { createWorkflowWrites, type WorkflowWritesDeps } from "./workflow-writes.ts";

/** Reads workflows as lists and pages show them; what changes them stands in `workflow-writes`. */
export function createWorkflowService(deps: WorkflowWritesDeps & { db: Database }): WorkflowService {
  const { db } = deps;

  const list: WorkflowService["list"] = async (actor, query) => {
    const refusal = refuseAccess(actor, "workflow.read", { orgId: actor.orgId, teamId: null }, "workflow");
    if (refusal !== null) return refusal;
    const cursor = query.cursor === undefined ? null : readCursor(query.cursor);
    if (query.cursor !== undefined && cursor === null) {
      return refuse("invalid-input", "cursor: is not a cursor of this list", { field: "cursor" });
    }
    const limit = Math.min(query.limit ?? pageLimits.usual, pageLimits.most);
    const rows = await selectWorkflows(db)
      .where(
        and(
          withinReach(actor, workflows),
          isNull(workflows.deletedAt),
          query.search === undefined ? undefined : ilike(workflows.name, `%${escapeLike(query.search)}%`),
          cursor === null
            ? undefined
            : or(
                lt(workflows.updatedAt, cursor.at),
                and(eq(workflows.updatedAt, cursor.at), lt(workflows.id, cursor.id)),
              ),
        ),
      )
      .orderBy(desc(workflows.updatedAt), desc(workflows.id))
      .limit(limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1)?.workflow;
    const next = rows.length > limit && last !== undefined ? writeCursor({ at: last.updatedAt, id: last.id }) : null;
    return ok({ items: page.map(toWorkflowSummary), next });
  };

  const get: WorkflowService["get"] = async (actor, id, version) => {
    const found = await find(db, actor, id);
    if (!found.ok) return found;
    if (version === undefined || version === found.value.workflow.latestVersion) return ok(toWorkflow(found.value));
    const [row] = await db
      .select({ graph: workflowVersions.graph })
      .from(workflowVersions)
      .where(and(eq(workflowVersions.workflowId, id), eq(workflowVersions.version, version)));
    if (row === undefined) return refuse("not-found", `The workflow has no version ${version}.`, { field: "version" });
    return ok({ ...toWorkflow({ ...found.value, graph: row.graph }), version });
  };

  const versions: WorkflowService["versions"] = async (actor, id) => {
    const found = await find(db, actor, id);
    if (!found.ok) return found;
    const rows = await db
      .select({
        version: workflowVersions.version,
        createdAt: workflowVersions.createdAt,
        createdBy: workflowVersions.createdBy,
      })
      .from(workflowVersions)
      .where(eq(workflowVersions.workflowId, id))
      .orderBy(desc(workflowVersions.version));
    return ok({ items: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })), next: null });
  };

  return { list, get, versions, ...createWorkflowWrites(deps) };
}

async function find(db: Queryable, actor: Actor, id: string): Promise<Result<WorkflowRow>> {
  const row = await findWorkflowRow(db, id);
  const refusal = refuseAccess(actor, "workflow.read", row?.workflow, "workflow");
  if (refusal !== null) return refusal;
  return row === undefined ? notFound("workflow") : ok(row);
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}
