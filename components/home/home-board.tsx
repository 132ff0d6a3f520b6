"use client";
import { CirclePlay, CircleX, Hand } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useRunList } from "#client/hooks/use-run-list";
import { Button } from "#components/ui/button";
import { Card, CardHeader } from "#components/ui/card";
import { EmptyState } from "#components/ui/states/empty-state";
import type { RunSummary } from "#lib/contract/run";
import { ApprovalItem } from "./approval-item.tsx";
import { FailedRunItem } from "./failed-run-item.tsx";
import { belongsOnHome, sortHomeRuns } from "./home-runs.ts";
import { RunningItem } from "./running-item.tsx";

/** How many rows a panel shows before it leads to the runs page. */
const shownRows = 8;

/** What needs somebody, what runs now, what failed lately: live. */
export function HomeBoard({
  runs,
  cursors,
  mayOperate,
}: {
  runs: readonly RunSummary[];
  cursors: Readonly<Record<string, number>>;
  mayOperate: boolean;
}) {
  const list = useRunList({ runs, cursors, matches: belongsOnHome });
  const { approvals, active, failed } = sortHomeRuns(list.runs);
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[1.15fr_1fr]">
      <div className="flex min-w-0 flex-col gap-4">
        <Panel
          id="needs-you"
          title="Needs you"
          icon={<Hand aria-hidden />}
          count={approvals.length}
          empty={
            <EmptyState title="Nothing waits for you" className="py-8">
              Approvals appear here the moment a run asks for one.
            </EmptyState>
          }
          rows={approvals.map(({ run, node }) => (
            <ApprovalItem key={`${run.id} ${node.id}`} run={run} node={node} mayDecide={mayOperate} />
          ))}
        />
        <Panel
          id="running-now"
          title="Running now"
          icon={<CirclePlay aria-hidden />}
          count={active.length}
          more={active.length > shownRows ? "/runs?status=running" : null}
          empty={
            <EmptyState
              title="All quiet"
              className="py-8"
              action={
                <Button asChild size="sm">
                  <Link href="/workflows">{mayOperate ? "Run a workflow" : "See the workflows"}</Link>
                </Button>
              }
            >
              No run is under way. Whoever starts one, by hand, webhook or schedule, it lights up here.
            </EmptyState>
          }
          rows={active.slice(0, shownRows).map((run) => <RunningItem key={run.id} run={run} />)}
        />
      </div>
      <Panel
        id="failed-lately"
        title="Failed lately"
        icon={<CircleX aria-hidden />}
        count={failed.length}
        more={failed.length > shownRows ? "/runs?status=failed" : null}
        empty={
          <EmptyState title="Nothing failed" className="py-8">
            Failed and blocked runs stay here with the reason and what to do.
          </EmptyState>
        }
        rows={failed.slice(0, shownRows).map((run) => <FailedRunItem key={run.id} run={run} />)}
      />
    </div>
  );
}

function Panel({
  id,
  title,
  icon,
  count,
  rows,
  empty,
  more = null,
}: {
  id: string;
  title: string;
  icon: ReactNode;
  count: number;
  rows: readonly ReactNode[];
  empty: ReactNode;
  more?: string | null;
}) {
  return (
    <Card aria-labelledby={id}>
      <CardHeader
        title={title}
        titleId={id}
        icon={icon}
        count={count}
        action={
          more !== null && (
            <Link href={more} className="text-sm text-accent hover:underline">
              See all
            </Link>
          )
        }
      />
      {rows.length === 0 ? empty : <ul className="divide-y divide-line">{rows}</ul>}
    </Card>
  );
}
