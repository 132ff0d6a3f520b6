import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CirclePause,
  CircleX,
  Clock,
  Hand,
  type LucideIcon,
  OctagonX,
  RotateCw,
  SkipForward,
} from "lucide-react";
import type { NodeStatus, RunStatus } from "#lib/contract/run";
import { classNames } from "../ui/class-names.ts";

export type Status = RunStatus | NodeStatus;

/** How each status of a run or a node is shown: always an icon and a word, the colour only helps. */
export const statusLooks: Record<Status, { word: string; icon: LucideIcon; text: string; soft: string }> = {
  idle: { word: "Idle", icon: CircleDashed, text: "text-status-idle", soft: "bg-status-idle/8 border-status-idle/25" },
  queued: {
    word: "Queued",
    icon: Clock,
    text: "text-status-queued",
    soft: "bg-status-queued/8 border-status-queued/25",
  },
  running: {
    word: "Running",
    // A lit lamp, still: a thing that turns makes the page draw sixty times a second for as long as anything runs.
    icon: CircleDot,
    text: "text-status-running",
    soft: "bg-status-running/8 border-status-running/30",
  },
  retrying: {
    word: "Retrying",
    icon: RotateCw,
    text: "text-status-retrying",
    soft: "bg-status-retrying/8 border-status-retrying/30",
  },
  waiting: {
    word: "Waiting",
    icon: Hand,
    text: "text-status-waiting",
    soft: "bg-status-waiting/8 border-status-waiting/30",
  },
  paused: {
    word: "Paused",
    icon: CirclePause,
    text: "text-status-paused",
    soft: "bg-status-paused/8 border-status-paused/30",
  },
  succeeded: {
    word: "Succeeded",
    icon: CircleCheck,
    text: "text-status-succeeded",
    soft: "bg-status-succeeded/8 border-status-succeeded/30",
  },
  failed: {
    word: "Failed",
    icon: CircleX,
    text: "text-status-failed",
    soft: "bg-status-failed/8 border-status-failed/30",
  },
  blocked: {
    word: "Blocked",
    icon: OctagonX,
    text: "text-status-failed",
    soft: "bg-status-failed/8 border-status-failed/30",
  },
  skipped: {
    word: "Skipped",
    icon: SkipForward,
    text: "text-status-skipped",
    soft: "bg-status-skipped/8 border-status-skipped/25",
  },
  cancelled: {
    word: "Cancelled",
    icon: Ban,
    text: "text-status-cancelled",
    soft: "bg-status-cancelled/8 border-status-cancelled/25",
  },
};

/** The status of a run or a node as icon and word. `plain` leaves the pill out, for table cells and nodes. */
export function StatusBadge({
  status,
  look = "pill",
  className,
}: {
  status: Status;
  look?: "pill" | "plain";
  className?: string;
}) {
  const { word, icon: Icon, text, soft } = statusLooks[status];
  return (
    <span
      data-status={status}
      className={classNames(
        "inline-flex shrink-0 items-center gap-1.5 text-xs font-medium whitespace-nowrap",
        text,
        look === "pill" && ["h-5.5 rounded-full border px-2", soft],
        className,
      )}
    >
      <Icon className="size-3.5 shrink-0" aria-hidden />
      {word}
    </span>
  );
}
