"use client";
import { WifiOff } from "lucide-react";
import { useLiveness } from "#client/hooks/use-liveness";
import { clockText, livenessWord } from "../shell/liveness/liveness-text.ts";

/** Lies over a picture that may be stale, so that it never looks like a live one. */
export function StaleBanner() {
  const { state, asOf } = useLiveness();
  if (state !== "reconnecting" && state !== "offline") return null;
  const clock = clockText(asOf);
  return (
    <div className="pointer-events-none absolute inset-0 z-10 flex justify-center border-2 border-status-retrying/50 bg-background/45 backdrop-grayscale-75">
      <p className="mt-3 flex h-8 items-center gap-2 rounded-full border border-status-retrying/40 bg-raised px-3 text-sm font-medium text-status-retrying shadow-raised">
        <WifiOff className="size-4" aria-hidden />
        {livenessWord(state, clock)}
        {state === "reconnecting" && clock !== null && <span className="text-muted">as of {clock}</span>}
      </p>
    </div>
  );
}
