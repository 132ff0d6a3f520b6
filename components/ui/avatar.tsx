import { classNames } from "./class-names.ts";

const grounds = [
  "bg-status-running/15 text-status-running",
  "bg-status-paused/15 text-status-paused",
  "bg-status-succeeded/15 text-status-succeeded",
  "bg-status-waiting/15 text-status-waiting",
  "bg-status-queued/15 text-status-queued",
  "bg-accent-soft text-accent",
] as const;

/** A person's initials on a ground that stays the same for the same name. The name stands beside it or in `title`. */
export function Avatar({ name, size = "md", className }: { name: string; size?: "sm" | "md"; className?: string }) {
  return (
    <span
      aria-hidden
      className={classNames(
        "inline-flex shrink-0 items-center justify-center rounded-full font-semibold select-none",
        size === "sm" ? "size-5 text-[0.5625rem]" : "size-7 text-2xs",
        groundOf(name),
        className,
      )}
    >
      {initialsOf(name)}
    </span>
  );
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = [...(words[0] ?? "")][0] ?? "?";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toUpperCase();
}

function groundOf(name: string): string {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9_973;
  return grounds[sum % grounds.length] ?? grounds[0];
}
