import { z } from "zod";
import type { Failure } from "#lib/contract/run";
import type { GraphIndex } from "#lib/domain/graph/graph-index";
import type { RunState } from "#lib/domain/run-state";
import type { Execution, ExecutionStatus } from "#lib/domain/scheduler/execution";
import type { runs } from "#server/db/schema";

/** A run's row without its large values. */
export type RunRow = Omit<typeof runs.$inferSelect, "graph" | "input">;

/** What an execution that has not ended remembers, kept where its output will stand. */
export const memoSchema = z.object({
  /** A loop's items while it goes through them. */
  items: z.array(z.unknown()).optional(),
  concurrency: z.int().optional(),
  /** The run that a sub-workflow node waits for. */
  childRunId: z.string().optional(),
  /** When a wait or a retry is due, ISO 8601. */
  until: z.string().optional(),
});
export type Memo = z.output<typeof memoSchema>;

/** An execution as the runner knows it: what the scheduler sees, and what it takes to go on after a restart. */
export interface StoredExecution extends Omit<Execution, "status"> {
  status: ExecutionStatus | "cancelled";
  attempt: number;
  memo: Memo | null;
}

/** A run of ours in memory, as of `row.revision`: whoever holds the row's lock and finds that revision may trust it. */
export interface LoadedRun {
  row: RunRow;
  index: GraphIndex;
  executions: Map<string, StoredExecution>;
  state: RunState;
  /** Outputs that are likely to be needed again, by execution key. What is missing is read from the database. */
  outputs: Map<string, unknown>;
}

/** What changes in an execution's row. `undefined` leaves a value as it is. */
export interface ExecutionWrite {
  execution: StoredExecution;
  input?: { json: string };
  output?: { json: string };
  error?: Failure;
  at: string;
}
