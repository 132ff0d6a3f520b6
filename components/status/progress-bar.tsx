import type { RunSummary } from "#lib/contract/run";
import { classNames } from "../ui/class-names.ts";

const parts = [
  { key: "succeeded", word: "succeeded", className: "bg-status-succeeded" },
  { key: "failed", word: "failed", className: "bg-status-failed" },
  { key: "running", word: "running", className: "bg-status-running" },
  { key: "waiting", word: "waiting", className: "bg-status-waiting" },
  { key: "skipped", word: "skipped", className: "bg-line-strong/30" },
] as const;

/** How many nodes of a run are where, as a small bar; the numbers are its text for who cannot see it. */
export function ProgressBar({ counts, className }: { counts: RunSummary["counts"]; className?: string }) {
  const total = Math.max(counts.total, 1);
  const present = parts.filter(({ key }) => counts[key] > 0);
  const words = present.map(({ key, word }) => `${counts[key]} ${word}`).join(", ");
  return (
    <span
      role="img"
      aria-label={`${counts.total} nodes: ${words === "" ? "none begun" : words}`}
      title={words === "" ? undefined : words}
      className={classNames("flex h-1.5 w-full gap-px overflow-hidden rounded-full bg-line", className)}
    >
      {present.map(({ key, className: colour }) => (
        <span
          key={key}
          className={classNames("h-full transition-[width] duration-300", colour)}
          style={{ width: `${(counts[key] / total) * 100}%` }}
        />
      ))}
    </span>
  );
}
