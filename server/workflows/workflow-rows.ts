import { and, eq, isNull } from "drizzle-orm";
import type { Queryable } from "#server/db/database";
import { teams, workflows, workflowVersions } from "#server/db/schema";
import type { WorkflowRow } from "./workflow-shapes.ts";

/** A workflow that was not deleted, with its latest graph, whoever asks: the caller checks the access. */
export async function findWorkflowRow(db: Queryable, id: string): Promise<WorkflowRow | undefined> {
  const [row] = await selectWorkflows(db).where(and(eq(workflows.id, id), isNull(workflows.deletedAt)));
  return row;
}

/** Workflows with the graph of their latest version and the name of their team. */
export function selectWorkflows(db: Queryable) {
  return db
    .select({ workflow: workflows, teamName: teams.name, graph: workflowVersions.graph })
    .from(workflows)
    .innerJoin(
      workflowVersions,
      and(eq(workflowVersions.workflowId, workflows.id), eq(workflowVersions.version, workflows.latestVersion)),
    )
    .leftJoin(teams, eq(teams.id, workflows.teamId));
}
