import type { ReactFlowState } from "@xyflow/react";

/** How much a node shows: all of it, its icon and name, or a block in its status' colour. */
export type DetailLevel = "near" | "mid" | "far";

/** Below these zooms the smaller text of a card is under 8 screen pixels, and then its name is. */
const nearFrom = 0.68;
const midFrom = 0.34;

function detailLevel(zoom: number): DetailLevel {
  return zoom >= nearFrom ? "near" : zoom >= midFrom ? "mid" : "far";
}

/** For `useStore` of React Flow: renders only when the level changes. */
export function selectDetailLevel(state: ReactFlowState): DetailLevel {
  return detailLevel(state.transform[2]);
}

/** From this many nodes on, the far level is drawn on one layer and no node is in the document. */
export const layerFromNodes = 200;
