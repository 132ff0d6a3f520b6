import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { type CanvasState, type CanvasStore, createCanvasStore } from "#client/canvas-store";
import type { PulseBudget } from "./edge/pulse-budget.ts";

export interface CanvasActions {
  open: (nodeId: string) => void;
  /** Absent where the person may not decide. */
  decide?: ((nodeId: string, approved: boolean) => Promise<void>) | undefined;
}

export const CanvasStoreContext = createContext<CanvasStore>(createCanvasStore(null));
/** One budget a canvas. */
export const PulseBudgetContext = createContext<PulseBudget>(() => true);
export const CanvasActionsContext = createContext<CanvasActions>({ open: () => {} });

/** The smallest part of the canvas that a component shows; it renders when that changes. */
export function useCanvasSlice<T>(select: (state: CanvasState) => T): T {
  return useStore(useContext(CanvasStoreContext), select);
}

/** What a card may ask its canvas to do. */
export function useCanvasActions(): CanvasActions {
  return useContext(CanvasActionsContext);
}
