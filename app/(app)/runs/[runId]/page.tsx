import type { Metadata } from "next";
import { RunView } from "#components/run/run-view";
import { RefusalState } from "#components/shell/refusal-state";
import { runRightsOf } from "#lib/domain/run-rights";
import { requireUser } from "../../../current-user.ts";
import { loadRunSnapshot } from "../../../load-run-snapshot.ts";

interface PageProps {
  params: Promise<{ runId: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const snapshot = await loadRunSnapshot((await params).runId);
  return { title: snapshot.ok ? `${snapshot.value.run.workflowName}: run` : "Not found" };
}

export default async function RunPage({ params }: PageProps) {
  const user = await requireUser();
  const snapshot = await loadRunSnapshot((await params).runId);
  if (!snapshot.ok) return <RefusalState code={snapshot.code} message={snapshot.message} />;
  const { run } = snapshot.value;
  return <RunView key={run.id} snapshot={snapshot.value} rights={runRightsOf(user, run)} />;
}
