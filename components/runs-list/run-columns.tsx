import { createColumnHelper, tableFeatures } from "@tanstack/react-table";
import Link from "next/link";
import { ProgressBar } from "#components/status/progress-bar";
import { StatusBadge } from "#components/status/status-badge";
import { TriggerText } from "#components/status/trigger-text";
import { Money } from "#components/ui/money";
import { Duration } from "#components/ui/time/duration";
import { RelativeTime } from "#components/ui/time/relative-time";
import type { RunSummary } from "#lib/contract/run";

export const runTableFeatures = tableFeatures({});
const column = createColumnHelper<typeof runTableFeatures, RunSummary>();

/** The columns of a table of runs. The link in the workflow's cell covers its row. */
export const runColumns = column.columns([
  column.display({
    id: "status",
    header: "Status",
    cell: ({ row }) => (
      <span className="flex items-center gap-2">
        <StatusBadge status={row.original.status} />
        {row.original.waitingNodes.length > 0 && <StatusBadge status="waiting" look="plain" />}
      </span>
    ),
  }),
  column.display({
    id: "workflow",
    header: "Workflow",
    cell: ({ row: { original: run } }) => (
      <Link
        href={`/runs/${run.id}`}
        className="block truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-ring"
      >
        {run.workflowName}
        {run.workflowVersion !== null && (
          <span className="ml-1.5 text-xs font-normal text-faint tabular">v{run.workflowVersion}</span>
        )}
      </Link>
    ),
  }),
  column.display({
    id: "progress",
    header: "Nodes",
    cell: ({ row }) => <ProgressBar counts={row.original.counts} />,
  }),
  column.display({
    id: "by",
    header: "Started by",
    cell: ({ row }) => <TriggerText trigger={row.original.trigger} className="w-full" />,
  }),
  column.display({
    id: "started",
    header: "Started",
    cell: ({ row }) => <RelativeTime time={row.original.queuedAt} className="tabular" />,
  }),
  column.display({
    id: "duration",
    header: "Duration",
    cell: ({ row }) => <Duration start={row.original.startedAt} end={row.original.finishedAt} />,
  }),
  column.display({
    id: "cost",
    header: "Cost",
    cell: ({ row }) => <Money {...row.original.cost} />,
  }),
]);

/** One row's columns: a table's on a wide screen, two lines of a card on a phone. */
export const rowStyle =
  "grid items-center gap-x-4 px-4 max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-y-2 max-md:py-3 md:h-11 md:grid-cols-[minmax(7.5rem,11.5rem)_minmax(9rem,1.7fr)_minmax(5rem,1fr)_minmax(7rem,1.1fr)_5.5rem_6rem_5rem]";

/** Where each column's cell stands, and how it is read. */
export const cellStyles: Readonly<Record<string, string>> = {
  status: "max-md:order-2 max-md:justify-self-end",
  workflow: "min-w-0 max-md:order-1",
  progress: "max-md:order-3 max-md:col-span-2",
  by: "min-w-0 text-xs text-muted max-md:order-4",
  started: "text-xs text-muted max-md:order-5 text-right",
  duration: "text-xs text-muted max-md:hidden md:text-right",
  cost: "text-xs text-muted max-md:hidden md:text-right",
};
