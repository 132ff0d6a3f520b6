import { useMemo } from "react";
import { useStore } from "zustand";
import type { RunSummary } from "#lib/contract/run";
import { projectRun } from "#lib/domain/run-projection";
import type { RunStore } from "../run-store.ts";

/** The run's row as its stream says it is now: the snapshot's, with everything that follows from the state. */
export function useLiveSummary(store: RunStore): RunSummary {
  const run = useStore(store, (each) => each.run);
  const graph = useStore(store, (each) => each.graph);
  const state = useStore(store, (each) => each.state);
  return useMemo(() => {
    const { costMicros, currency, ...projected } = projectRun(state, graph.nodes);
    return { ...run, ...projected, cost: { micros: costMicros, currency } };
  }, [run, graph, state]);
}
