import { useCallback, useEffect, useRef, useState } from "react";
import { msUntilNewest, type ShownRun } from "../newest-run.ts";

/**
 * Which run to show: the one that somebody chose; else the newest, each for a moment at least. While `isHeld` (a
 * person reads something of the run) it stays. `show` brings one at once.
 */
export function useNewestRun(options: {
  firstId: string | null;
  newestId: string | null;
  chosenId: string | null;
  isHeld: boolean;
}): { shownId: string | null; show: (runId: string) => void } {
  const { newestId, chosenId, isHeld } = options;
  // The page's first run was there before the page: the next one need not wait.
  const [shown, setShown] = useState<ShownRun>({ id: options.firstId, since: Number.NEGATIVE_INFINITY });
  const newest = useRef(newestId);
  newest.current = newestId;
  const show = useCallback((id: string) => setShown({ id, since: performance.now() }), []);

  useEffect(() => {
    if (chosenId !== null || (isHeld && shown.id !== null)) return;
    const wait = msUntilNewest(shown, newestId, performance.now());
    if (wait === null) return;
    const timer = setTimeout(() => newest.current !== null && show(newest.current), wait);
    return () => clearTimeout(timer);
  }, [shown, newestId, chosenId, isHeld, show]);

  // What was chosen stays on the canvas when the choice is given up, until the newest takes its place.
  useEffect(() => {
    if (chosenId !== null) setShown({ id: chosenId, since: Number.NEGATIVE_INFINITY });
  }, [chosenId]);

  return { shownId: chosenId ?? shown.id, show };
}
