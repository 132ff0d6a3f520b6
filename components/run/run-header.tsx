"use client";
import Link from "next/link";
import { Duration } from "#components/ui/time/duration";
import { RelativeTime } from "#components/ui/time/relative-time";
import type { RunSummary } from "#lib/contract/run";
import type { RunRights } from "#lib/domain/run-rights";
import { ProgressBar } from "../status/progress-bar.tsx";
import { StatusBadge } from "../status/status-badge.tsx";
import { TriggerText } from "../status/trigger-text.tsx";
import { Money } from "../ui/money.tsx";
import { RunButtons } from "./actions/run-buttons.tsx";
import type { RunActions } from "./actions/use-run-actions.ts";

/** A run in one bar: what, how it stands, who started it, how long, how much, and what can be done. */
export function RunHeader({ run, rights, actions }: { run: RunSummary; rights: RunRights; actions: RunActions }) {
  const { counts } = run;
  const ended = counts.succeeded + counts.failed + counts.skipped;
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-surface px-4 py-2">
      <h1 className="flex min-w-0 items-baseline gap-2 text-base font-semibold">
        {run.workflowId === null ? (
          <span className="truncate">{run.workflowName}</span>
        ) : (
          <Link href={`/workflows/${run.workflowId}`} className="truncate hover:underline">
            {run.workflowName}
          </Link>
        )}
        {run.workflowVersion !== null && <span className="text-xs font-normal text-faint">v{run.workflowVersion}</span>}
      </h1>
      <span role="status" className="flex items-center gap-2">
        <StatusBadge status={run.status} />
        {run.waitingNodes.length > 0 && <StatusBadge status="waiting" look="plain" />}
      </span>
      <dl className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted [&_dt]:sr-only">
        <dt>Started by</dt>
        <dd className="min-w-0">
          <TriggerText trigger={run.trigger} />
          {run.trigger.runId !== undefined && (
            <Link
              href={`/runs/${run.trigger.runId}`}
              className="ml-2 underline decoration-line-strong hover:text-foreground"
            >
              {run.trigger.kind === "retry" ? "retry of a run" : "part of a run"}
            </Link>
          )}
        </dd>
        <dt>Asked for</dt>
        <dd>
          <RelativeTime time={run.queuedAt} />
        </dd>
        <dt>Duration</dt>
        <dd>
          <Duration start={run.startedAt} end={run.finishedAt} />
        </dd>
        <dt>Cost</dt>
        <dd>
          <Money micros={run.cost.micros} currency={run.cost.currency} />
        </dd>
        <dt>Ended</dt>
        <dd className="flex items-center gap-2">
          <ProgressBar counts={counts} className="w-20" />
          <span className="tabular">
            {ended} of {counts.total} nodes
          </span>
        </dd>
      </dl>
      <div className="ml-auto">
        <RunButtons run={run} rights={rights} actions={actions} />
      </div>
    </header>
  );
}
