import type { Failure } from "#lib/contract/run";
import { nodesRead, parseTemplate } from "#lib/domain/expression";
import { type IndexedNode, isBodyEdge } from "#lib/domain/graph/graph-index";
import { kindOf } from "#lib/domain/kinds/registry";
import { settingTexts } from "#lib/domain/kinds/settings/setting-text";
import { executionKey, takesHandle } from "#lib/domain/scheduler/execution";
import type { ExecutionRef } from "#lib/domain/scheduler/scheduler";
import { readOutputs } from "../draft/read-outputs.ts";
import type { RunDraft } from "../draft/run-draft.ts";
import type { Scope } from "../expressions/evaluator.ts";

export interface NodeInput {
  input: unknown;
  scope: Scope;
}

/**
 * A node's input (its one source's output, or an object by source node where several edges were taken) and what its
 * expressions may read, in at most one query.
 */
export async function readNodeInput(draft: RunDraft, indexed: IndexedNode, item: number | null): Promise<NodeInput> {
  const sources = takenSources(draft, indexed, item);
  const read = referencedNodes(draft, indexed, item);
  const trigger = triggerOf(draft);
  const outputs = await readOutputs(draft, [...sources, ...read, ...(trigger === null ? [] : [trigger])]);
  const at = (ref: ExecutionRef) => failureOf(draft, ref) ?? outputs.get(executionKey(ref.nodeId, ref.item)) ?? null;
  const loopItem = itemValue(draft, indexed, item);
  const input = inputOf(sources, at, isRoot(draft, indexed, item) ? loopItem : undefined);
  return {
    input,
    scope: {
      input,
      trigger: trigger === null ? null : at(trigger),
      nodes: Object.fromEntries(read.map((ref) => [ref.nodeId, at(ref)])),
      item: loopItem,
      index: item,
    },
  };
}

/** What a node behind the handle `error` gets to see of a failed source. */
function failureOf(draft: RunDraft, { nodeId, item }: ExecutionRef): { error: Failure } | null {
  if (draft.execution(nodeId, item)?.status !== "failed") return null;
  const node = draft.run.state.nodes[nodeId];
  const error = item === null ? node?.error : node?.items?.[item]?.error;
  return { error: error ?? { code: "node-failed", message: "The node failed." } };
}

function inputOf(sources: readonly ExecutionRef[], at: (ref: ExecutionRef) => unknown, item: unknown): unknown {
  const [only] = sources;
  if (only === undefined) return item ?? null;
  if (sources.length === 1 && item === undefined) return at(only);
  const bySource = Object.fromEntries(sources.map((ref) => [ref.nodeId, at(ref)]));
  return item === undefined ? bySource : { ...bySource, item };
}

function takenSources(draft: RunDraft, indexed: IndexedNode, item: number | null): ExecutionRef[] {
  const found = new Map<string, ExecutionRef>();
  for (const edge of indexed.incoming) {
    const source = draft.execution(edge.source, item);
    if (source === undefined || !takesHandle(source, edge.handle)) continue;
    found.set(edge.source, { nodeId: edge.source, item });
  }
  return [...found.values()];
}

/** True where the loop itself leads to the node, so that the item is its input. */
function isRoot(draft: RunDraft, indexed: IndexedNode, item: number | null): boolean {
  if (item === null) return false;
  return indexed.incoming.some((edge) => {
    const source = draft.run.index.nodes.get(edge.source);
    return source !== undefined && isBodyEdge(source.node, edge);
  });
}

function itemValue(draft: RunDraft, indexed: IndexedNode, item: number | null): unknown {
  if (item === null || indexed.loop === null) return undefined;
  return draft.execution(indexed.loop, null)?.memo?.items?.[item] ?? null;
}

/** The nodes whose outputs the settings mention by `$nodes`; all that have ended, where they do not say which. */
function referencedNodes(draft: RunDraft, { node, loop }: IndexedNode, item: number | null): ExecutionRef[] {
  const kind = kindOf(node.kind);
  const texts = kind === null ? [] : settingTexts(kind.settings, node.settings);
  const ids = new Set<string>();
  for (const { text, format } of texts) {
    if (format === "plain" || !text.includes("$nodes")) continue;
    const sources =
      format === "jsonata" ? [text] : parseTemplate(text).map((part) => (part.kind === "text" ? "" : part.source));
    for (const source of sources) for (const id of nodesRead(source) ?? draft.run.index.nodes.keys()) ids.add(id);
  }
  return [...ids].map((nodeId) => {
    const isSameBody = loop !== null && draft.run.index.nodes.get(nodeId)?.loop === loop;
    return { nodeId, item: isSameBody ? item : null };
  });
}

function triggerOf(draft: RunDraft): ExecutionRef | null {
  const start = draft.run.index.triggers.find(({ id }) => draft.execution(id, null)?.status === "succeeded");
  return start === undefined ? null : { nodeId: start.id, item: null };
}
