import { isKind, type KindName } from "#lib/domain/kinds/registry";
import { approvalExecutor } from "./approval.ts";
import { branchExecutor } from "./branch.ts";
import { httpRequestExecutor } from "./http-request.ts";
import { llmExecutor } from "./llm.ts";
import { loopExecutor } from "./loop.ts";
import type { ExecutorPorts, NodeExecutor } from "./node-executor.ts";
import { subWorkflowExecutor } from "./sub-workflow.ts";
import { transformExecutor } from "./transform.ts";
import { triggerExecutor } from "./trigger.ts";
import { waitExecutor } from "./wait.ts";

const executors: Record<KindName, NodeExecutor> = {
  "manual-trigger": triggerExecutor,
  "webhook-trigger": triggerExecutor,
  "schedule-trigger": triggerExecutor,
  "http-request": httpRequestExecutor,
  transform: transformExecutor,
  branch: branchExecutor,
  loop: loopExecutor,
  wait: waitExecutor,
  approval: approvalExecutor,
  "sub-workflow": subWorkflowExecutor,
  llm: llmExecutor,
};

/** The executor of a kind. Throws for one that does not exist: versions are checked before they are stored. */
export function executorOf(kind: string): NodeExecutor {
  if (!isKind(kind)) throw new Error(`there is no node kind '${kind}'`);
  return executors[kind];
}

/** True for a kind whose work is played, such as by the simulated model. */
export function isSimulatedKind(kind: string, ports: Pick<ExecutorPorts, "model">): boolean {
  return isKind(kind) && executors[kind].isSimulated?.(ports) === true;
}
