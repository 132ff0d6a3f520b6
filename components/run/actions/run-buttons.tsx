"use client";
import { Link2, Pause, Play, RotateCw } from "lucide-react";
import { memo, useState } from "react";
import { Button } from "#components/ui/button";
import { IconButton } from "#components/ui/icon-button";
import { Tooltip } from "#components/ui/tooltip";
import { isFinalRunStatus, type RunSummary } from "#lib/contract/run";
import type { RunRights } from "#lib/domain/run-rights";
import { CancelButton } from "./cancel-button.tsx";
import { notice } from "./notice.ts";
import type { RunActions } from "./use-run-actions.ts";

interface RunButtonsProps {
  run: RunSummary;
  rights: RunRights;
  actions: RunActions;
}

/** Steers a run: only what its status allows, only what the person may. Its counts, which change often, are no matter. */
export const RunButtons = memo(function RunButtons({ run, rights, actions }: RunButtonsProps) {
  const isOver = isFinalRunStatus(run.status);
  // A run from elsewhere is worked on elsewhere: it can be watched, not steered.
  const isOurs = run.workflowId !== null && run.trigger.kind !== "ingest";
  const mayControl = rights.control && isOurs;
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {mayControl && run.status === "running" && (
        <BusyButton icon={<Pause aria-hidden />} label="Pause" onPress={actions.pause} />
      )}
      {mayControl && run.status === "paused" && (
        <BusyButton icon={<Play aria-hidden />} label="Resume" onPress={actions.resume} />
      )}
      {mayControl && !isOver && <CancelButton onCancel={actions.cancel} />}
      {mayControl && rights.start && isOver && (
        <BusyButton icon={<RotateCw aria-hidden />} label="Run again" onPress={() => actions.retry()} />
      )}
      <Tooltip content="Copy a link to this run">
        <IconButton label="Copy link" size="sm" onClick={() => void copyLink(run.id)}>
          <Link2 aria-hidden />
        </IconButton>
      </Tooltip>
    </div>
  );
}, hasSameButtons);

function hasSameButtons(was: RunButtonsProps, now: RunButtonsProps): boolean {
  const isSameRun = was.run.id === now.run.id && was.run.status === now.run.status;
  return isSameRun && was.rights === now.rights && was.actions === now.actions;
}

function BusyButton({ icon, label, onPress }: { icon: React.ReactNode; label: string; onPress: () => Promise<void> }) {
  const [isBusy, setBusy] = useState(false);
  return (
    <Button
      size="sm"
      isBusy={isBusy}
      onClick={async () => {
        setBusy(true);
        await onPress();
        setBusy(false);
      }}
    >
      {!isBusy && icon}
      {label}
    </Button>
  );
}

async function copyLink(runId: string): Promise<void> {
  const node = new URL(window.location.href).searchParams.get("node");
  const url = new URL(`/runs/${runId}`, window.location.origin);
  if (node !== null) url.searchParams.set("node", node);
  try {
    await navigator.clipboard.writeText(url.href);
    void notice("success", node === null ? "Link to the run copied" : "Link to the node copied");
  } catch {
    void notice("error", `The browser did not allow copying. The link is ${url.href}`);
  }
}
