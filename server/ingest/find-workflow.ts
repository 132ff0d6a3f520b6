import { and, eq, isNull } from "drizzle-orm";
import type { Graph } from "#lib/contract/graph";
import { limits } from "#lib/contract/limits";
import { ok, type Result, refuse } from "#lib/contract/problem";
import { idSchema } from "#lib/contract/stream-name";
import type { Actor } from "#lib/domain/actor";
import { reachesTeam } from "#lib/domain/permissions";
import type { Database } from "#server/db/database";
import { workflows, workflowVersions } from "#server/db/schema";

/** A workflow of ours that a run from elsewhere says it runs. */
export interface KnownWorkflow {
  id: string;
  version: number;
  name: string;
  teamId: string | null;
  graph: Graph;
}

/** Finds a version, the newest where none is named. Refuses with `not-found` what the actor may not see, too. */
export async function findWorkflow(
  db: Database,
  actor: Actor,
  wanted: { workflowId: string; workflowVersion: number | null },
): Promise<Result<KnownWorkflow>> {
  const missing = () => {
    const version = wanted.workflowVersion === null ? "" : ` with a version ${wanted.workflowVersion}`;
    return refuse("not-found", `data.workflowId: there is no workflow '${wanted.workflowId}'${version}`, {
      field: "data.workflowId",
    });
  };
  // What the columns cannot hold, they do not hold.
  if (!idSchema.safeParse(wanted.workflowId).success) return missing();
  if (Math.abs(wanted.workflowVersion ?? 0) > limits.largestVersion) return missing();
  const [row] = await db
    .select({
      id: workflows.id,
      version: workflowVersions.version,
      name: workflows.name,
      teamId: workflows.teamId,
      graph: workflowVersions.graph,
    })
    .from(workflows)
    .innerJoin(
      workflowVersions,
      and(
        eq(workflowVersions.workflowId, workflows.id),
        eq(workflowVersions.version, wanted.workflowVersion ?? workflows.latestVersion),
      ),
    )
    .where(and(eq(workflows.id, wanted.workflowId), eq(workflows.orgId, actor.orgId), isNull(workflows.deletedAt)));
  if (row !== undefined && reachesTeam(actor, row.teamId)) return ok(row);
  return missing();
}
