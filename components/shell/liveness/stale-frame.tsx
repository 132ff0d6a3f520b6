"use client";
import type { ReactNode } from "react";
import { useLiveness } from "#client/hooks/use-liveness";
import { classNames } from "../../ui/class-names.ts";

/** Takes the colour out of what is live by nature for as long as it may be out of date. The top bar says since when. */
export function StaleFrame({ children }: { children: ReactNode }) {
  const { state } = useLiveness();
  const isStale = state === "reconnecting" || state === "offline" || state === "ended";
  return (
    <div data-stale={isStale} className={classNames("transition-[filter] duration-300", isStale && "grayscale-80")}>
      {children}
    </div>
  );
}
