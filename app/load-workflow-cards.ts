import { getContainer } from "#server/container";
import { drawGraphPicture } from "../components/workflows-list/graph-picture.ts";
import type { WorkflowCardData } from "../components/workflows-list/workflow-card-data.ts";
import type { User } from "./current-user.ts";

/** Cards on one page. */
const pageSize = 24;

/** A page of workflows as cards: with the picture of its graph and its last run. */
export async function loadWorkflowCards(
  user: User,
  query: { search?: string | undefined; cursor?: string | undefined },
) {
  const { workflows, runs } = getContainer();
  const page = await workflows.list(user, { ...query, limit: pageSize });
  if (!page.ok) return page;
  const items = await Promise.all(
    page.value.items.map(async ({ id, name, description, teamName, version, nodeCount, triggers }) => {
      const [workflow, last] = await Promise.all([
        workflows.get(user, id),
        runs.list(user, { workflowId: id, limit: 1 }),
      ]);
      // Either may have gone in the meantime; the card is shown without.
      const graph = workflow.ok ? workflow.value.graph : { nodes: [], edges: [] };
      const lastRun = last.ok ? (last.value.items[0] ?? null) : null;
      const picture = drawGraphPicture(graph);
      return {
        id,
        name,
        description,
        teamName,
        version,
        nodeCount,
        triggers,
        picture,
        lastRun,
      } satisfies WorkflowCardData;
    }),
  );
  return { ok: true as const, value: { items, next: page.value.next } };
}
