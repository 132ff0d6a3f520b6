"use client";
import { useMemo } from "react";
import { useRunList } from "#client/hooks/use-run-list";
import type { RunSummary } from "#lib/contract/run";
import { WorkflowCard } from "./workflow-card.tsx";
import type { WorkflowCardData } from "./workflow-card-data.ts";

/** The workflows' cards, each with its last run kept live. */
export function WorkflowGrid({
  workflows,
  cursors,
  mayRun,
}: {
  workflows: readonly WorkflowCardData[];
  cursors: Readonly<Record<string, number>>;
  mayRun: boolean;
}) {
  const { runs } = useRunList({ runs: workflows.flatMap(({ lastRun }) => lastRun ?? []), cursors });
  const lastRuns = useMemo(() => lastRunByWorkflow(runs), [runs]);
  return (
    <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
      {workflows.map((workflow) => (
        <WorkflowCard
          key={workflow.id}
          workflow={workflow}
          lastRun={lastRuns.get(workflow.id) ?? null}
          mayRun={mayRun}
        />
      ))}
    </ul>
  );
}

function lastRunByWorkflow(newestFirst: readonly RunSummary[]): Map<string, RunSummary> {
  const last = new Map<string, RunSummary>();
  for (const run of newestFirst) {
    if (run.workflowId !== null && !last.has(run.workflowId)) last.set(run.workflowId, run);
  }
  return last;
}
