"use client";
import { useEffect } from "react";
import { useLive } from "#client/hooks/live-provider";
import { setClockAhead } from "../../ui/time/use-now.ts";

/** Sets the page's clocks by the server's: what runs is counted from times that the server wrote. */
export function ServerClockReader() {
  const clock = useLive()?.clock;
  useEffect(() => {
    if (clock === undefined) return;
    setClockAhead(clock.getState());
    return clock.subscribe(setClockAhead);
  }, [clock]);
  return null;
}
