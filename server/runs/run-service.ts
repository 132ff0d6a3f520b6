import type { Page } from "#lib/contract/page";
import type { Result } from "#lib/contract/problem";
import type { RunStatus, RunSummary, Trigger } from "#lib/contract/run";
import type { Actor } from "#lib/domain/actor";
import type { NodeDetail, RunSnapshot } from "#lib/domain/run-snapshot";

export interface RunQuery {
  status?: RunStatus | undefined;
  workflowId?: string | undefined;
  startedBy?: string | undefined;
  /** ISO times. */
  from?: string | undefined;
  until?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** Runs: started, steered and looked at. What one may not see is `not-found`. */
export interface RunService {
  start(
    actor: Actor,
    workflowId: string,
    options: { input?: unknown; version?: number | undefined },
  ): Promise<Result<RunSummary>>;
  /** For webhooks and schedules: no actor, the workflow's own trigger. */
  startByTrigger(
    workflowId: string,
    nodeId: string,
    options: { input: unknown; trigger: Trigger },
  ): Promise<Result<RunSummary>>;
  list(actor: Actor, query: RunQuery): Promise<Result<Page<RunSummary>>>;
  get(actor: Actor, runId: string): Promise<Result<RunSummary>>;
  snapshot(actor: Actor, runId: string): Promise<Result<RunSnapshot>>;
  nodeDetail(actor: Actor, runId: string, nodeId: string, item?: number): Promise<Result<NodeDetail>>;
  cancel(actor: Actor, runId: string): Promise<Result<RunSummary>>;
  pause(actor: Actor, runId: string): Promise<Result<RunSummary>>;
  resume(actor: Actor, runId: string): Promise<Result<RunSummary>>;
  /** A new run of the same version with the same input; from a node on where one is named, what came before is taken over. */
  retry(actor: Actor, runId: string, options: { fromNodeId?: string | undefined }): Promise<Result<RunSummary>>;
  decide(
    actor: Actor,
    runId: string,
    nodeId: string,
    decision: { approved: boolean; comment?: string | undefined; item?: number | undefined },
  ): Promise<Result<RunSummary>>;
}
