import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { RunView } from "#components/run/run-view";
import { RefusalState } from "#components/shell/refusal-state";
import { runRightsOf } from "#lib/domain/run-rights";
import { getContainer } from "#server/container";
import { requireUser } from "../../../current-user.ts";

interface PageProps {
  params: Promise<{ runId: string }>;
}

const loadSnapshot = cache(async (id: string) => getContainer().runs.snapshot(await requireUser(), id));

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const snapshot = await loadSnapshot((await params).runId);
  return { title: snapshot.ok ? `${snapshot.value.run.workflowName}: run` : "Not found" };
}

export default async function RunPage({ params }: PageProps) {
  const user = await requireUser();
  const snapshot = await loadSnapshot((await params).runId);
  if (!snapshot.ok && snapshot.code === "not-found") notFound();
  if (!snapshot.ok) return <RefusalState code={snapshot.code} message={snapshot.message} />;
  const { run } = snapshot.value;
  return <RunView key={run.id} snapshot={snapshot.value} rights={runRightsOf(user, run)} />;
}
