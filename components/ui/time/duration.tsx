"use client";
import { classNames } from "../class-names.ts";
import { durationText } from "./time-text.ts";
import { useNow } from "./use-now.ts";

/**
 * How long something took, or has been taking: without an end it counts on.
 * `start` and `end` are ISO 8601; without a start it is a dash.
 */
export function Duration({ start, end, className }: { start: string | null; end: string | null; className?: string }) {
  const classes = classNames("tabular", className);
  if (start === null) return <span className={classes}>–</span>;
  if (end === null) return <RunningDuration start={start} className={classes} />;
  return <span className={classes}>{durationText(Date.parse(end) - Date.parse(start))}</span>;
}

/** Counts in whole seconds: tenths would flicker faster than anyone reads. */
function RunningDuration({ start, className }: { start: string; className: string }) {
  const elapsed = Math.max(0, useNow() - Date.parse(start));
  return (
    <span className={className} suppressHydrationWarning>
      {elapsed < 1_000 ? "0 s" : elapsed < 10_000 ? `${Math.floor(elapsed / 1_000)} s` : durationText(elapsed)}
    </span>
  );
}
