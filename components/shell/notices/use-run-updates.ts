import { useEffect, useRef } from "react";
import { useLive } from "#client/hooks/live-provider";
import type { RunSummary } from "#lib/contract/run";

/** One change of a run's row, and when it was. */
export interface RunUpdate {
  run: RunSummary;
  /** ISO time. */
  time: string;
}

/** Hears every `run.updated` of the streams after the given offsets, which are read once. */
export function useRunUpdates(cursors: Readonly<Record<string, number>>, onUpdate: (update: RunUpdate) => void): void {
  const live = useLive();
  const first = useRef(cursors).current;
  const listener = useRef(onUpdate);
  useEffect(() => {
    listener.current = onUpdate;
  });
  useEffect(() => {
    if (live === null) return;
    const ends = Object.entries(first).map(([stream, after]) =>
      live.subscriptions.subscribe(stream, {
        after,
        onEntries(entries) {
          for (const entry of entries) {
            if (entry.type === "run.updated") listener.current({ run: entry.data.run, time: entry.time });
          }
        },
        // What was trimmed away is too old to be announced.
        onReset: async (head) => head,
      }),
    );
    return () => {
      for (const end of ends) end();
    };
  }, [live, first]);
}
