import { createContext, createElement, type ReactNode, useContext } from "react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import { emptyRunState, idleNodeState, type NodeState } from "#lib/domain/run-state";
import type { RunStore, RunStoreState } from "../run-store.ts";

/** What can be selected with or without a run: the state, and what its nodes stream. */
export type DrawnRun = Pick<RunStoreState, "state" | "streamed" | "progress">;
export type DrawnRunStore = Pick<StoreApi<DrawnRun>, "getState" | "getInitialState" | "subscribe">;

/** A workflow that no run is shown of. */
const noRun = createStore<DrawnRun>(() => ({ state: emptyRunState, streamed: {}, progress: {} }));

const RunContext = createContext<DrawnRunStore>(noRun);

/** Gives everything below it the run that it shows, or none. */
export function RunProvider({ store, children }: { store: RunStore | null; children: ReactNode }): ReactNode {
  return createElement(RunContext, { value: store ?? noRun }, children);
}

/** The run's store itself, for what draws without React. */
export function useDrawnRun(): DrawnRunStore {
  return useContext(RunContext);
}

/** A slice of the run around; the component renders only when the slice changes. */
export function useRunSlice<T>(select: (run: DrawnRun) => T): T {
  return useStore(useDrawnRun(), select);
}

/** One node's state: the component renders only when something happens to that node. */
export function useNodeState(nodeId: string): NodeState {
  return useRunSlice((run) => run.state.nodes[nodeId] ?? idleNodeState);
}
