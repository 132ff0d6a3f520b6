import type { GraphNode } from "#lib/contract/graph";
import type { NodeState } from "#lib/domain/run-state";
import { kindTitle } from "./kind-icon.tsx";
import { asksForApproval } from "./node-lamp.ts";
import { nodeLook } from "./node-status.tsx";

/** What a screen reader says of a node, such as “Classify, LLM call, running, simulated”. */
export function nodeSpokenName(node: GraphNode, state: NodeState): string {
  const parts = [node.name, kindTitle(node.kind), nodeLook(state).word.toLowerCase()];
  if (state.retries > 0) parts.push(state.retries === 1 ? "1 retry" : `${state.retries} retries`);
  if (state.simulated) parts.push("simulated");
  if (asksForApproval(state)) parts.push("asks for approval");
  return parts.join(", ");
}
