import type { Graph } from "#lib/contract/graph";
import type { Page } from "#lib/contract/page";
import type { Result } from "#lib/contract/problem";
import type { Workflow, WorkflowSummary, WorkflowVersion } from "#lib/contract/workflow";
import type { Actor } from "#lib/domain/actor";

export interface NewWorkflow {
  name: string;
  description?: string | undefined;
  teamId?: string | null | undefined;
  graph: Graph;
}

/** Workflows and their immutable, numbered versions. What one may not see is `not-found`. */
export interface WorkflowService {
  list(
    actor: Actor,
    query: { cursor?: string | undefined; limit?: number | undefined; search?: string | undefined },
  ): Promise<Result<Page<WorkflowSummary>>>;
  get(actor: Actor, id: string, version?: number): Promise<Result<Workflow>>;
  create(actor: Actor, input: NewWorkflow): Promise<Result<Workflow>>;
  /** A changed graph becomes the next version; a changed name, description or team does not. */
  update(
    actor: Actor,
    id: string,
    change: { [K in keyof NewWorkflow]?: NewWorkflow[K] | undefined },
  ): Promise<Result<Workflow>>;
  remove(actor: Actor, id: string): Promise<Result<null>>;
  versions(actor: Actor, id: string): Promise<Result<Page<WorkflowVersion>>>;
}
