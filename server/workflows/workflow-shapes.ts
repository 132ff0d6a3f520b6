import type { Graph } from "#lib/contract/graph";
import type { Workflow, WorkflowSummary } from "#lib/contract/workflow";
import { kindOf } from "#lib/domain/kinds/registry";
import type { workflows } from "#server/db/schema";

/** A workflow's row with its team's name and its newest graph. */
export interface WorkflowRow {
  workflow: typeof workflows.$inferSelect;
  teamName: string | null;
  graph: Graph;
}

/** A workflow as lists show it. */
export function toWorkflowSummary({ workflow, teamName, graph }: WorkflowRow): WorkflowSummary {
  return {
    id: workflow.id,
    orgId: workflow.orgId,
    teamId: workflow.teamId,
    teamName,
    name: workflow.name,
    description: workflow.description,
    version: workflow.latestVersion,
    nodeCount: graph.nodes.length,
    triggers: [...new Set(graph.nodes.flatMap(({ kind }) => triggerName(kind)))],
    updatedAt: workflow.updatedAt.toISOString(),
    createdAt: workflow.createdAt.toISOString(),
  };
}

/** A workflow with its graph. */
export function toWorkflow(row: WorkflowRow): Workflow {
  return { ...toWorkflowSummary(row), graph: row.graph };
}

/** `webhook-trigger` is shown as `webhook`. */
function triggerName(kind: string): string[] {
  return kindOf(kind)?.category === "trigger" ? [kind.replace(/-trigger$/, "")] : [];
}
