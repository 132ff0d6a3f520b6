import type { Metadata } from "next";
import { WorkflowView } from "#components/run/workflow-view";
import { RefusalState } from "#components/shell/refusal-state";
import { runRightsOf } from "#lib/domain/run-rights";
import { getContainer } from "#server/container";
import { requireUser } from "../../../current-user.ts";
import { loadWorkflow } from "../../../load-workflow.ts";
import { runCursorsOf } from "../../../run-cursors.ts";

interface PageProps {
  params: Promise<{ workflowId: string }>;
  searchParams: Promise<{ run?: string | string[] }>;
}

/** Runs shown beside the diagram at first. */
const firstRuns = 30;

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const workflow = await loadWorkflow((await params).workflowId);
  return { title: workflow.ok ? workflow.value.name : "Not found" };
}

export default async function WorkflowPage({ params, searchParams }: PageProps) {
  const user = await requireUser();
  const { workflowId } = await params;
  const workflow = await loadWorkflow(workflowId);
  if (!workflow.ok) return <RefusalState code={workflow.code} message={workflow.message} />;

  const { runs } = getContainer();
  const cursors = await runCursorsOf(user);
  const list = await runs.list(user, { workflowId, limit: firstRuns });
  if (!list.ok) return <RefusalState code={list.code} message={list.message} />;

  const { run: asked } = await searchParams;
  const shownId = typeof asked === "string" ? asked : list.value.items[0]?.id;
  const snapshot = shownId === undefined ? null : await runs.snapshot(user, shownId);
  const { id, name, description, version, graph } = workflow.value;
  return (
    <WorkflowView
      key={id}
      workflow={{ id, name, description, version, graph }}
      runs={list.value.items}
      next={list.value.next}
      cursors={cursors}
      first={snapshot?.ok === true ? snapshot.value : null}
      rights={runRightsOf(user, workflow.value)}
      selfId={user.userId}
    />
  );
}
