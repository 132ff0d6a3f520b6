import { createStore, type StoreApi } from "zustand/vanilla";

/** What the person does with the canvas; nobody else sees it. */
export interface CanvasState {
  /** The node that the keyboard is on. */
  focusedNodeId: string | null;
  /** The node whose drawer is open. */
  openNodeId: string | null;
  /** Keeps the nodes at work in view. */
  isFollowing: boolean;
  /** The view is being dragged. */
  isPanning: boolean;
}
export type CanvasStore = StoreApi<CanvasState>;

/** The canvas as it opens: with that node in focus, or none. */
export function createCanvasStore(openNodeId: string | null): CanvasStore {
  return createStore<CanvasState>(() => ({
    focusedNodeId: openNodeId,
    openNodeId,
    isFollowing: false,
    isPanning: false,
  }));
}
