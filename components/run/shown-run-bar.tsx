import { ChevronsRight, Maximize2 } from "lucide-react";
import Link from "next/link";
import { useLiveSummary } from "#client/hooks/use-live-summary";
import type { RunStore } from "#client/run-store";
import { Duration } from "#components/ui/time/duration";
import type { RunRights } from "#lib/domain/run-rights";
import { StatusBadge } from "../status/status-badge.tsx";
import { TriggerText } from "../status/trigger-text.tsx";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { Money } from "../ui/money.tsx";
import { RunButtons } from "./actions/run-buttons.tsx";
import type { RunActions } from "./actions/use-run-actions.ts";

/** The run that lights the diagram, in one line above it. */
export function ShownRunBar({
  store,
  latestVersion,
  isChosen,
  newer,
  onFollowNewest,
  rights,
  actions,
}: {
  store: RunStore;
  latestVersion: number;
  /** True where the address names the run: it stays, whatever starts. */
  isChosen: boolean;
  /** How many runs of the workflow are newer than this one. */
  newer: number;
  onFollowNewest: () => void;
  rights: RunRights;
  actions: RunActions;
}) {
  const run = useLiveSummary(store);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-background px-4 py-1.5 text-sm text-muted">
      <span role="status" className="flex items-center gap-2">
        <StatusBadge status={run.status} />
        {run.waitingNodes.length > 0 && <StatusBadge status="waiting" look="plain" />}
      </span>
      <TriggerText trigger={run.trigger} />
      <Duration start={run.startedAt} end={run.finishedAt} />
      {run.cost.micros > 0 && <Money micros={run.cost.micros} currency={run.cost.currency} />}
      {run.workflowVersion !== null && run.workflowVersion !== latestVersion && (
        <span className="text-status-waiting">ran version {run.workflowVersion}</span>
      )}
      <div className="ml-auto flex items-center gap-1.5">
        {(isChosen || newer > 0) && (
          <Button size="sm" variant={newer > 0 ? "soft" : "ghost"} onClick={onFollowNewest}>
            <ChevronsRight aria-hidden />
            {newerText(newer)}
          </Button>
        )}
        <RunButtons run={run} rights={rights} actions={actions} />
        <IconButton asChild label="Open the run's page" size="sm">
          <Link href={`/runs/${run.id}`}>
            <Maximize2 aria-hidden />
          </Link>
        </IconButton>
      </div>
    </div>
  );
}

function newerText(newer: number): string {
  if (newer === 0) return "Follow the newest";
  return newer === 1 ? "1 newer run" : `${newer} newer runs`;
}
