import type { DeclaredGraph } from "#lib/contract/graph";

/** A task of a recorded execution. Times are milliseconds from the run's beginning, as they were recorded. */
export interface RecordedTask {
  /** The node's id in the graph. */
  id: string;
  name: string;
  parents: readonly string[];
  durationMs: number;
  /** Where the record says when it began; null where that has to be worked out. */
  startMs: number | null;
  cores: number;
  machine: string | null;
}

/** A recorded execution, whole: what was missing is made up for, and said in `notes`. */
export interface RecordedRun {
  name: string;
  graph: DeclaredGraph;
  tasks: readonly RecordedTask[];
  /** Cores by machine; a machine that is not in it has no limit. */
  machines: ReadonlyMap<string, number>;
  makespanMs: number | null;
  notes: readonly string[];
}
