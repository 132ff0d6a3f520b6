import Link from "next/link";
import { StatusBadge } from "#components/status/status-badge";
import { RelativeTime } from "#components/ui/time/relative-time";
import type { RunSummary } from "#lib/contract/run";

/** A run that did not end well: why, and what to do about it. */
export function FailedRunItem({ run }: { run: RunSummary }) {
  return (
    <li>
      <Link
        href={`/runs/${run.id}`}
        className="block px-4 py-3 transition-colors hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span className="flex items-center gap-3">
          <span className="min-w-0 flex-1 truncate font-medium">{run.workflowName}</span>
          <StatusBadge status={run.status} />
        </span>
        {run.error !== null && (
          <span className="mt-1 block text-sm text-pretty text-muted">
            <span className="line-clamp-2">{run.error.message}</span>
            {run.error.remedy !== undefined && (
              <span className="mt-0.5 line-clamp-2 text-xs text-faint">{run.error.remedy}</span>
            )}
          </span>
        )}
        <RelativeTime time={run.finishedAt ?? run.queuedAt} className="mt-1.5 block text-xs text-faint tabular" />
      </Link>
    </li>
  );
}
