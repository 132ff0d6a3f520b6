import { Play } from "lucide-react";
import Link from "next/link";
import { StatusBadge } from "#components/status/status-badge";
import { Badge } from "#components/ui/badge";
import { Button } from "#components/ui/button";
import { RelativeTime } from "#components/ui/time/relative-time";
import type { RunSummary } from "#lib/contract/run";
import { pictureSize } from "./graph-picture.ts";
import { TriggerBadges } from "./trigger-badges.tsx";
import type { WorkflowCardData } from "./workflow-card-data.ts";

/** A workflow: its shape, what starts it, how its last run went. The whole card leads to it. */
export function WorkflowCard({
  workflow,
  lastRun,
  mayRun,
}: {
  workflow: WorkflowCardData;
  lastRun: RunSummary | null;
  mayRun: boolean;
}) {
  const { id, name, description, teamName, version, nodeCount, triggers, picture } = workflow;
  return (
    <li className="group relative flex flex-col overflow-hidden rounded-lg border border-line bg-surface shadow-card transition-colors focus-within:border-line-strong hover:border-line-strong">
      <svg
        viewBox={`0 0 ${pictureSize.width} ${pictureSize.height}`}
        fill="none"
        aria-hidden
        className="h-28 w-full border-b border-line bg-background"
      >
        <path d={picture.edges} className="stroke-line-strong/70" strokeWidth="1" />
        <path d={picture.nodes} className="fill-raised stroke-line-strong" strokeWidth="1" />
        <path d={picture.starts} className="fill-accent-soft stroke-accent" strokeWidth="1" />
      </svg>
      <div className="flex flex-1 flex-col gap-3 p-4">
        <div>
          <div className="flex items-start gap-2">
            <h2 className="min-w-0 flex-1 font-semibold text-balance">
              <Link href={`/workflows/${id}`} className="after:absolute after:inset-0 after:rounded-lg">
                {name}
              </Link>
            </h2>
            {teamName !== null && <Badge>{teamName}</Badge>}
          </div>
          <p className="mt-1 line-clamp-2 text-sm text-pretty text-muted">{description}</p>
        </div>
        <div className="mt-auto flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <TriggerBadges triggers={triggers} />
          <span className="text-xs text-faint tabular">
            {nodeCount} {nodeCount === 1 ? "node" : "nodes"} · v{version}
          </span>
        </div>
      </div>
      <div className="flex min-h-12 items-center justify-between gap-3 border-t border-line py-1 pr-2.5 pl-4">
        {lastRun === null ? (
          <span className="text-xs text-faint">Never run</span>
        ) : (
          <Link
            href={`/runs/${lastRun.id}`}
            className="relative flex items-center gap-2 rounded-md py-1 pointer-coarse:py-2"
            aria-label={`Last run of ${name}: ${lastRun.status}`}
          >
            <StatusBadge status={lastRun.status} />
            <RelativeTime time={lastRun.finishedAt ?? lastRun.queuedAt} className="text-xs text-muted tabular" />
          </Link>
        )}
        {mayRun && (
          <Button asChild size="sm" variant="soft" className="relative">
            <Link href={`/workflows/${id}?start=1`} aria-label={`Run ${name}`}>
              <Play aria-hidden />
              Run
            </Link>
          </Button>
        )}
      </div>
    </li>
  );
}
