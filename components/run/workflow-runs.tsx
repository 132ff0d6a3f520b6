"use client";
import { History } from "lucide-react";
import { useLiveSummary } from "#client/hooks/use-live-summary";
import type { LiveRunList } from "#client/hooks/use-run-list";
import type { RunStore } from "#client/run-store";
import { EmptyState } from "#components/ui/states/empty-state";
import { Duration } from "#components/ui/time/duration";
import { RelativeTime } from "#components/ui/time/relative-time";
import type { RunSummary } from "#lib/contract/run";
import { ProgressBar } from "../status/progress-bar.tsx";
import { StatusBadge } from "../status/status-badge.tsx";
import { TriggerText } from "../status/trigger-text.tsx";
import { Button } from "../ui/button.tsx";

/** The workflow's runs, live, newest first; a press shows one on the canvas. */
export function WorkflowRuns({
  list,
  shownRunId,
  shown,
  onShow,
}: {
  list: LiveRunList;
  shownRunId: string | null;
  /** The run on the canvas: its row moves with every node, the others' with every change of their status. */
  shown: RunStore | null;
  onShow: (runId: string) => void;
}) {
  if (list.runs.length === 0) {
    return (
      <EmptyState icon={<History aria-hidden />} title="It has not run yet" className="py-8">
        Its runs appear here, whoever or whatever starts them.
      </EmptyState>
    );
  }
  return (
    <>
      <ul className="divide-y divide-line">
        {list.runs.map((run) => (
          <li key={run.id}>
            <button
              type="button"
              aria-current={run.id === shownRunId ? "true" : undefined}
              onClick={() => onShow(run.id)}
              className="flex w-full flex-col gap-1.5 border-l-3 border-transparent px-3 py-2.5 text-left text-sm hover:bg-hover aria-[current]:border-accent aria-[current]:bg-accent-soft"
            >
              {shown?.getState().run.id === run.id ? <LiveRow store={shown} /> : <RunRow run={run} />}
            </button>
          </li>
        ))}
      </ul>
      {list.hasMore && (
        <div className="p-3">
          <Button size="sm" variant="ghost" className="w-full" onClick={() => void list.loadMore()}>
            Show older runs
          </Button>
        </div>
      )}
    </>
  );
}

function LiveRow({ store }: { store: RunStore }) {
  return <RunRow run={useLiveSummary(store)} />;
}

function RunRow({ run }: { run: RunSummary }) {
  return (
    <>
      <span className="flex items-center gap-2">
        <StatusBadge status={run.status} look="plain" />
        <RelativeTime time={run.queuedAt} className="ml-auto text-xs text-muted" />
      </span>
      <ProgressBar counts={run.counts} />
      <span className="flex items-center gap-2 text-xs text-muted">
        <TriggerText trigger={run.trigger} className="flex-1" />
        <Duration start={run.startedAt} end={run.finishedAt} />
      </span>
    </>
  );
}
