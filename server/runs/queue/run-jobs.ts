import type { Transaction } from "#server/db/database";

/**
 * What a worker is to do. `node`: start the execution. `wake`: end a wait. `child`: a sub-workflow's run has ended.
 * `attempt` is the execution's count of attempts when the job was made: a job that comes late finds another and does
 * nothing.
 */
export interface RunJob {
  kind: "node" | "wake" | "child";
  runId: string;
  nodeId: string;
  item: number | null;
  attempt: number;
}

/** A job that this process has claimed, until it is completed, handed back or lost. */
export interface ClaimedJob extends RunJob {
  id: string;
  /** How often the job was claimed before: above 0, a worker was lost. */
  retryCount: number;
}

/** The queue of node executions. Jobs are made and completed in the transaction that records why. */
export interface RunJobs {
  enqueue(db: Transaction, jobs: readonly { job: RunJob; startAfter?: Date | undefined }[]): Promise<void>;
  complete(db: Transaction, claims: readonly ClaimedJob[]): Promise<void>;
  /** Claims jobs that are due, oldest first. */
  fetch(limit: number): Promise<ClaimedJob[]>;
  /** Lets other workers take the jobs at once. */
  handBack(claims: readonly ClaimedJob[]): Promise<void>;
  /** Says that this process still works on them; a claim that nobody keeps alive is lost and taken by another. */
  keepAlive(claims: readonly ClaimedJob[]): Promise<void>;
  /** Frees every claim. Only for a process that knows that it is alone. */
  reclaimAll(): Promise<number>;
  /** Which of these executions have no job any more? Keys are `jobKey`'s. */
  withoutJob(keys: readonly string[]): Promise<Set<string>>;
  depth(): Promise<{ ready: number; oldestSeconds: number }>;
  close(): Promise<void>;
}

/** The key of the execution that a job is for, among all runs. */
export function jobKey(job: Pick<RunJob, "runId" | "nodeId" | "item">): string {
  return `${job.runId}/${job.nodeId}/${job.item ?? "-"}`;
}
