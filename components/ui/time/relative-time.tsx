"use client";
import { relativeTimeText } from "./time-text.ts";
import { useIsHydrated, useNow } from "./use-now.ts";

const exact: Intl.DateTimeFormatOptions = { dateStyle: "medium", timeStyle: "medium" };

/** How long ago, kept current; the exact local time on hover. `time` is ISO 8601. */
export function RelativeTime({ time, className }: { time: string; className?: string }) {
  const at = Date.parse(time);
  const now = useNow();
  const isHydrated = useIsHydrated();
  return (
    <time
      dateTime={time}
      title={isHydrated ? new Intl.DateTimeFormat(undefined, exact).format(at) : undefined}
      className={className}
      suppressHydrationWarning
    >
      {relativeTimeText(at, now)}
    </time>
  );
}
