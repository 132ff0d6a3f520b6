import { useRouter } from "next/navigation";
import { useMemo } from "react";
import type { Api, Decision } from "#client/api";
import { useLive } from "#client/hooks/live-provider";
import type { RunSummary } from "#lib/contract/run";
import { notice } from "./notice.ts";

/** What a person does to a run. A refusal is said in a toast; the canvas shows the rest when the stream says it. */
export interface RunActions {
  cancel: () => Promise<void>;
  pause: () => Promise<void>;
  resume: () => Promise<void>;
  /** Starts the run again as a new one, whole or from a node on, and goes there. */
  retry: (fromNodeId?: string) => Promise<void>;
  decide: (nodeId: string, decision: Decision) => Promise<void>;
}

/** The same object for as long as the run is the same, so that what gets it does not render anew. */
export function useRunActions(runId: string): RunActions {
  const api = useLive()?.api;
  const router = useRouter();
  return useMemo(() => {
    async function attempt<T>(work: (api: Api) => Promise<T>): Promise<T | null> {
      if (api === undefined) return null;
      try {
        return await work(api);
      } catch (error) {
        void notice("error", error instanceof Error ? error.message : String(error));
        return null;
      }
    }
    const steer = (work: (api: Api) => Promise<RunSummary>) => async () => void (await attempt(work));
    return {
      cancel: steer((to) => to.cancelRun(runId)),
      pause: steer((to) => to.pauseRun(runId)),
      resume: steer((to) => to.resumeRun(runId)),
      async retry(fromNodeId) {
        const run = await attempt((to) => to.retryRun(runId, { fromNodeId }));
        if (run !== null) router.push(`/runs/${run.id}`);
      },
      async decide(nodeId, decision) {
        await attempt((to) => to.decide(runId, nodeId, decision));
      },
    };
  }, [api, router, runId]);
}
