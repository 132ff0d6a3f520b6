import Link from "next/link";
import { ProgressBar } from "#components/status/progress-bar";
import { StatusBadge } from "#components/status/status-badge";
import { TriggerText } from "#components/status/trigger-text";
import { Duration } from "#components/ui/time/duration";
import type { RunSummary } from "#lib/contract/run";

/** A run that is under way, one row that leads to it. */
export function RunningItem({ run }: { run: RunSummary }) {
  const { counts } = run;
  const ended = counts.succeeded + counts.failed + counts.skipped;
  return (
    <li>
      <Link
        href={`/runs/${run.id}`}
        className="block px-4 py-3 transition-colors hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span className="flex items-center gap-3">
          <span className="min-w-0 flex-1 truncate font-medium">{run.workflowName}</span>
          {run.waitingNodes.length > 0 && <StatusBadge status="waiting" look="plain" />}
          <StatusBadge status={run.status} />
        </span>
        <ProgressBar counts={counts} className="mt-2" />
        <span className="mt-2 flex items-center gap-3 text-xs text-muted">
          <TriggerText trigger={run.trigger} className="min-w-0 flex-1" />
          <span className="tabular">
            {ended} of {counts.total} nodes
          </span>
          <Duration start={run.startedAt ?? run.queuedAt} end={run.finishedAt} className="min-w-12 text-right" />
        </span>
      </Link>
    </li>
  );
}
