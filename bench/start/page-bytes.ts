import { routeSizes } from "../../scripts/checks/bundle-sizes.mjs";

/** The larger of the two canvas pages, in bytes. */
export function canvasPageBytes(): number {
  const sizes = routeSizes();
  return Math.max(sizes.get("/workflows/[workflowId]") ?? 0, sizes.get("/runs/[runId]") ?? 0);
}
