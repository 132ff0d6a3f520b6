import { useEffect, useState } from "react";
import type { ListedWorkflow } from "#client/api";
import { useLive } from "#client/hooks/live-provider";
import type { RunSummary } from "#lib/contract/run";

interface PaletteContents {
  workflows: readonly ListedWorkflow[];
  runs: readonly RunSummary[];
  isLoading: boolean;
  failure: string | null;
}

const nothing: PaletteContents = { workflows: [], runs: [], isLoading: true, failure: null };

/** What the palette can lead to, asked anew each time it opens; until then what it knew before. */
export function usePaletteContents(isOpen: boolean): PaletteContents {
  const live = useLive();
  const [contents, setContents] = useState(nothing);
  useEffect(() => {
    if (!isOpen || live === null) return;
    let isWanted = true;
    Promise.all([live.api.listWorkflows({ limit: 100 }), live.api.listRuns({ limit: 8 })]).then(
      ([workflows, runs]) => {
        if (isWanted) setContents({ workflows: workflows.items, runs: runs.items, isLoading: false, failure: null });
      },
      (error: unknown) => {
        if (!isWanted) return;
        const failure = error instanceof Error ? error.message : "Workflows and runs could not be loaded.";
        setContents((was) => ({ ...was, isLoading: false, failure }));
      },
    );
    return () => {
      isWanted = false;
    };
  }, [isOpen, live]);
  return contents;
}
