import { approval } from "./approval.ts";
import { branch } from "./branch.ts";
import { httpRequest } from "./http-request.ts";
import { llm } from "./llm.ts";
import { loop } from "./loop.ts";
import { manualTrigger } from "./manual-trigger.ts";
import { errorHandle, mainHandle, type NodeKind, type SourceHandle } from "./node-kind.ts";
import { scheduleTrigger } from "./schedule-trigger.ts";
import { subWorkflow } from "./sub-workflow.ts";
import { transform } from "./transform.ts";
import { wait } from "./wait.ts";
import { webhookTrigger } from "./webhook-trigger.ts";

/** Every kind of node that this build can run, by name, in the order of the palette. */
export const kinds = {
  "manual-trigger": manualTrigger,
  "webhook-trigger": webhookTrigger,
  "schedule-trigger": scheduleTrigger,
  "http-request": httpRequest,
  transform,
  branch,
  loop,
  wait,
  approval,
  "sub-workflow": subWorkflow,
  llm,
} as const satisfies Record<string, NodeKind>;

export type KindName = keyof typeof kinds;

export const kindNames = Object.keys(kinds) as KindName[];

/** True for the name of a kind that this build can run. */
export function isKind(name: string): name is KindName {
  return Object.hasOwn(kinds, name);
}

/** The definition of a kind, or null for a kind of a run from elsewhere. */
export function kindOf(name: string): NodeKind | null {
  return isKind(name) ? kinds[name] : null;
}

/**
 * The handles of a node, the one for failures included. A node of an unknown kind, or with settings that do not fit,
 * has the one main handle: it is drawn, not run.
 */
export function handlesOf(node: { kind: string; settings: Readonly<Record<string, unknown>> }): SourceHandle[] {
  const kind = kindOf(node.kind);
  const settings = kind?.settings.safeParse(node.settings);
  if (kind === null || settings?.success !== true) return [{ id: mainHandle, label: "" }];
  const handles = kind.handles(settings.data);
  return settings.data.onError === "continue" ? [...handles, { id: errorHandle, label: "on error" }] : handles;
}
