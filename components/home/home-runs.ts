import type { RunSummary } from "#lib/contract/run";

export interface Approval {
  run: RunSummary;
  node: { id: string; name: string };
}

export interface HomeRuns {
  /** Nodes that wait for a person, the longest-waiting run first. */
  approvals: Approval[];
  /** Runs that are under way, newest first. */
  active: RunSummary[];
  /** Runs that did not end well, newest first. */
  failed: RunSummary[];
}

/** Is a run of any interest to the home page? */
export function belongsOnHome({ status }: RunSummary): boolean {
  return status !== "succeeded" && status !== "cancelled";
}

/** Puts the runs (newest first) where the home page shows them. A run that waits for a person is under way as well. */
export function sortHomeRuns(runs: readonly RunSummary[]): HomeRuns {
  const active = runs.filter(({ status }) => status === "running" || status === "queued" || status === "paused");
  const approvals = active.flatMap((run) => run.waitingNodes.map((node) => ({ run, node }))).reverse();
  const failed = runs.filter(({ status }) => status === "failed" || status === "blocked");
  return { approvals, active, failed };
}
