import type { Graph } from "#lib/contract/graph";
import type { RunSummary } from "#lib/contract/run";
import type { RunState } from "./run-state.ts";

/** All that a page needs to draw a run; `state.offset` says which offset of `run:<id>` it reflects (rule S8). */
export interface RunSnapshot {
  run: RunSummary;
  graph: Graph;
  state: RunState;
}

/** The whole values of a node's execution, fetched when somebody looks. */
export interface NodeDetail {
  nodeId: string;
  item: number | null;
  attempt: number;
  input: unknown;
  output: unknown;
}
