import type { RunService } from "#server/runs/run-service";
import type { WorkflowService } from "#server/workflows/workflow-service";

function unused(): never {
  throw new Error("this test's service was not expected to be called");
}

/** Services for tests that are about something else: a call is a failure. */
export const unusedRuns: RunService = {
  start: unused,
  startByTrigger: unused,
  list: unused,
  get: unused,
  snapshot: unused,
  nodeDetail: unused,
  cancel: unused,
  pause: unused,
  resume: unused,
  retry: unused,
  decide: unused,
};

export const unusedWorkflows: WorkflowService = {
  list: unused,
  get: unused,
  create: unused,
  update: unused,
  remove: unused,
  versions: unused,
};
