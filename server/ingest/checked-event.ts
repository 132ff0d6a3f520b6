import type { DeclaredGraph } from "#lib/contract/graph";
import type { Actor } from "#lib/domain/actor";
import type { PreparedDraft } from "#server/streams/prepare-draft";
import type { KnownWorkflow } from "./find-workflow.ts";
import type { LaidOutGraph } from "./layout/lay-out-declared.ts";

/** What a `run.queued` says of its run. */
export interface RunIdentity {
  workflowName: string;
  workflow: KnownWorkflow | null;
  graph: LaidOutGraph | null;
}

/** An event whose envelope and payload are sound; whether its run may be written to is decided by the run's row. */
export interface CheckedEvent {
  actor: Actor;
  runId: string;
  /** Filled in, as it will be stored. */
  prepared: PreparedDraft;
  /** The node that it is about, if any. */
  nodeId: string | null;
  /** For `run.queued`: filled in after the workflow was found and the graph laid out. */
  identity: RunIdentity | null;
  /** For `run.queued`: what its sender declared. */
  declared: { workflowId: string | null; workflowVersion: number | null; graph: DeclaredGraph | null } | null;
}
