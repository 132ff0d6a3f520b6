import type { Failure, Money, NodeStatus, Preview, RunStatus, Trigger } from "#lib/contract/run";

/** One execution of a node's work: the whole node, or one item of the loop that it is in. */
export interface ExecutionState {
  status: NodeStatus;
  attempt: number;
  queuedAt: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  durationMs: number | null;
  input: Preview | null;
  output: Preview | null;
  error: Failure | null;
}

export interface NodeLogLine {
  time: string;
  level: "debug" | "info" | "warn" | "error";
  message: string;
  item: number | null;
}

/** What is known of one node of a run. */
export interface NodeState extends ExecutionState {
  /** How many attempts failed and were tried again, over all items. */
  retries: number;
  retryAt: string | null;
  waiting: {
    reason: "approval" | "time" | "sub-workflow";
    prompt?: string;
    until?: string;
    childRunId?: string;
  } | null;
  cost: Money | null;
  tokens: { input: number; output: number } | null;
  simulated: boolean;
  /** The source handles the run went on from; null while unknown or where all were taken. */
  handles: readonly string[] | null;
  /** For a loop: how many items it goes through. */
  itemsTotal: number | null;
  /** For a node in a loop's body: its executions by item. */
  items: Readonly<Record<number, ExecutionState>> | null;
  logs: readonly NodeLogLine[];
}

/** A run's state: a fold over its stream (rule S11). Plain JSON, so that a snapshot is this very object. */
export interface RunState {
  /** The offset of the last entry folded in; 0 for none (rule S8). */
  offset: number;
  status: RunStatus;
  trigger: Trigger | null;
  queuedAt: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  input: Preview | null;
  output: Preview | null;
  error: Failure | null;
  cost: Money;
  nodes: Readonly<Record<string, NodeState>>;
}

export const emptyRunState: RunState = {
  offset: 0,
  status: "queued",
  trigger: null,
  queuedAt: null,
  startedAt: null,
  finishedAt: null,
  input: null,
  output: null,
  error: null,
  cost: { micros: 0, currency: "USD" },
  nodes: {},
};

const emptyExecution: ExecutionState = {
  status: "idle",
  attempt: 0,
  queuedAt: null,
  startedAt: null,
  finishedAt: null,
  durationMs: null,
  input: null,
  output: null,
  error: null,
};

/** A node that nothing has happened to. */
export const idleNodeState: NodeState = {
  ...emptyExecution,
  retries: 0,
  retryAt: null,
  waiting: null,
  cost: null,
  tokens: null,
  simulated: false,
  handles: null,
  itemsTotal: null,
  items: null,
  logs: [],
};

export const idleExecutionState: ExecutionState = emptyExecution;
