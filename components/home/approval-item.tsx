"use client";
import { ArrowUpRight } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useLive } from "#client/hooks/live-provider";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { RelativeTime } from "#components/ui/time/relative-time";
import type { RunSummary } from "#lib/contract/run";

/** A node that waits for a person: look at it there, or decide from here. The row goes when the server says so. */
export function ApprovalItem({
  run,
  node,
  mayDecide,
}: {
  run: RunSummary;
  node: { id: string; name: string };
  mayDecide: boolean;
}) {
  const live = useLive();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const href = `/runs/${run.id}?node=${encodeURIComponent(node.id)}`;

  async function decide(approved: boolean) {
    if (live === null) return;
    setBusy(true);
    setFailure(null);
    try {
      await live.api.decide(run.id, node.id, { approved });
    } catch (error) {
      setFailure(error instanceof Error ? error.message : "The decision could not be sent.");
    } finally {
      setBusy(false);
    }
  }

  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2.5 px-4 py-3">
      <Link href={href} className="group min-w-0 flex-1 basis-36 rounded-sm">
        <span className="flex items-center gap-1 font-medium">
          <span className="truncate">{node.name}</span>
          <ArrowUpRight className="size-3.5 shrink-0 text-faint group-hover:text-accent" aria-hidden />
        </span>
        <span className="flex items-center gap-1.5 text-xs text-muted">
          <span className="truncate">{run.workflowName}</span>
          <span aria-hidden>·</span>
          <RelativeTime time={run.queuedAt} className="shrink-0 tabular" />
        </span>
      </Link>
      {mayDecide ? (
        <span className="flex gap-2">
          <ConfirmDialog
            trigger={
              <Button size="sm" disabled={isBusy || live === null} aria-label={`Reject ${node.name}`}>
                Reject
              </Button>
            }
            title={`Reject “${node.name}”?`}
            description={`${run.workflowName} goes on without this step's approval: what depends on it is not done.`}
            confirmLabel="Reject"
            cancelLabel="Not yet"
            onConfirm={() => decide(false)}
          />
          <Button
            size="sm"
            variant="soft"
            isBusy={isBusy}
            disabled={live === null}
            aria-label={`Approve ${node.name}`}
            onClick={() => void decide(true)}
          >
            Approve
          </Button>
        </span>
      ) : (
        <span className="text-xs text-faint">Operators decide</span>
      )}
      {failure !== null && (
        <p role="alert" className="basis-full text-xs text-danger">
          {failure}
        </p>
      )}
    </li>
  );
}
