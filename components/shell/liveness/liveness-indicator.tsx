"use client";
import { LoaderCircle, LogOut, type LucideIcon, Radio, RefreshCw, WifiOff } from "lucide-react";
import { useState } from "react";
import { useLiveness } from "#client/hooks/use-liveness";
import type { LivenessState } from "#client/liveness";
import { Tooltip } from "#components/ui/tooltip";
import { classNames } from "../../ui/class-names.ts";
import { clockText, livenessExplanation, livenessWord } from "./liveness-text.ts";

const looks: Record<LivenessState, { icon: LucideIcon; className: string; motion?: string }> = {
  live: { icon: Radio, className: "text-status-succeeded" },
  "catching-up": { icon: LoaderCircle, className: "text-status-running", motion: "animate-spin" },
  reconnecting: {
    icon: RefreshCw,
    className: "bg-status-retrying/10 border-status-retrying/30 text-status-retrying",
    motion: "animate-spin [animation-duration:2s]",
  },
  offline: { icon: WifiOff, className: "bg-status-failed/10 border-status-failed/30 text-status-failed" },
  ended: { icon: LogOut, className: "bg-status-failed/10 border-status-failed/30 text-status-failed" },
};

/** Says how live the page is, always: an icon, a word, and what it means on hover, focus or touch. */
export function LivenessIndicator() {
  const [isOpen, setOpen] = useState(false);
  const { state, asOf } = useLiveness();
  const { icon: Icon, className, motion } = looks[state];
  const clock = clockText(asOf);
  const word = livenessWord(state, clock);
  return (
    <>
      <Tooltip content={livenessExplanation(state, clock)} isOpen={isOpen} onOpenChange={setOpen}>
        <button
          type="button"
          data-liveness={state}
          onClick={() => setOpen(true)}
          className={classNames(
            "inline-flex h-7 items-center gap-1.5 rounded-full border border-transparent px-2.5 text-xs font-medium whitespace-nowrap tabular transition-colors pointer-coarse:h-9",
            className,
          )}
        >
          <Icon className={classNames("size-3.5 shrink-0", motion)} aria-hidden />
          {word}
        </button>
      </Tooltip>
      {/* Spoken when the state changes, not when only its time of day does. */}
      <span role="status" className="sr-only">
        {state === "live" ? "" : livenessWord(state, null)}
      </span>
    </>
  );
}
