import type { RunSummary } from "#lib/contract/run";
import type { GraphPicture } from "./graph-picture.ts";

/** A workflow as its card shows it. */
export interface WorkflowCardData {
  id: string;
  name: string;
  description: string;
  teamName: string | null;
  version: number;
  nodeCount: number;
  /** Names of node kinds, such as `webhook-trigger`. */
  triggers: readonly string[];
  picture: GraphPicture;
  lastRun: RunSummary | null;
}
