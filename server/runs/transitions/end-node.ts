import type { Failure } from "#lib/contract/run";
import { doneHandle } from "#lib/domain/kinds/loop";
import { errorHandle } from "#lib/domain/kinds/node-kind";
import { retryDelayMs, workOptionsOf } from "#lib/domain/kinds/settings/work-options";
import { previewOf, previewOfJson } from "#lib/domain/preview";
import type { AttemptAt } from "../draft/attempt-at.ts";
import type { RunDraft } from "../draft/run-draft.ts";
import type { Cost, Outcome } from "../kinds/node-executor.ts";
import type { ClaimedJob } from "../queue/run-jobs.ts";
import { follow, itemOf } from "./follow.ts";
import { startWaiting } from "./start-waiting.ts";
import { tooLarge } from "./value-limit.ts";

/** An attempt that is over, with what it wrote and spent on the way. */
export interface EndedAttempt {
  claim: ClaimedJob;
  attempt: number;
  outcome: Outcome;
  costs: readonly Cost[];
  logs: readonly LogLine[];
  durationMs: number;
}

export interface LogLine {
  level: "debug" | "info" | "warn" | "error";
  message: string;
}

/** Records how an attempt ended and what follows. An attempt that is not the current one changes nothing but costs. */
export async function endNode(draft: RunDraft, ended: EndedAttempt): Promise<void> {
  const { claim, outcome, attempt } = ended;
  draft.completed.push(claim);
  recordLogs(draft, claim, ended.logs);
  for (const cost of ended.costs)
    draft.emit("run.cost.recorded", { nodeId: claim.nodeId, ...itemOf(claim.item), ...cost });
  const node = draft.run.index.nodes.get(claim.nodeId)?.node;
  const execution = draft.execution(claim.nodeId, claim.item);
  if (draft.isOver || node === undefined) return;
  if (execution?.status !== "running" || execution.attempt !== attempt) return;
  const at = { node, item: claim.item, attempt, durationMs: ended.durationMs };
  switch (outcome.kind) {
    case "succeeded":
      return succeed(draft, at, outcome.output, outcome.handles);
    case "failed":
      return failAttempt(draft, at, outcome.failure, outcome.isRetryable);
    case "looping":
      return startItems(draft, at, outcome.items, outcome.concurrency);
    case "waiting":
      return startWaiting(draft, at, outcome);
  }
}

/** Ends a node well: its output is kept and what follows is worked out. Too large an output fails it. */
export async function succeed(
  draft: RunDraft,
  at: AttemptAt,
  output: unknown,
  handles?: readonly string[],
  by?: { id: string; name: string },
): Promise<void> {
  const json = JSON.stringify(output ?? null);
  const limit = tooLarge("output", json);
  if (limit !== null) return failForGood(draft, at, limit);
  const { node, item } = at;
  draft.change(node.id, item, { status: "succeeded", handles: handles ?? null, memo: null }, { output: { json } });
  draft.remember(node.id, item, output ?? null, json);
  draft.emit("run.node.succeeded", {
    nodeId: node.id,
    ...itemOf(item),
    output: previewOfJson(json),
    ...(handles !== undefined && { handles: [...handles] }),
    ...(at.durationMs !== undefined && { durationMs: at.durationMs }),
    ...(by !== undefined && { by }),
  });
  await follow(draft, [{ nodeId: node.id, item }]);
}

async function failAttempt(draft: RunDraft, at: AttemptAt, failure: Failure, isRetryable: boolean): Promise<void> {
  const options = workOptionsOf(at.node.settings);
  if (!isRetryable || at.attempt > options.retries) return failForGood(draft, at, failure);
  const { node, item, attempt } = at;
  const error = storable(failure);
  const retryAt = new Date(draft.now.getTime() + retryDelayMs(options, attempt));
  announceLoopStart(draft, at, undefined);
  draft.change(node.id, item, { status: "retrying", memo: { until: retryAt.toISOString() } }, { error });
  const event = { nodeId: node.id, ...itemOf(item), attempt, error, retryAt: retryAt.toISOString() };
  draft.emit("run.node.retrying", event);
  draft.enqueue({ kind: "node", nodeId: node.id, item, attempt }, retryAt);
}

/** Ends a node as failed; the run goes on by its `error` handle where the node is set to continue. */
export async function failForGood(draft: RunDraft, at: AttemptAt, failure: Failure): Promise<void> {
  const { node, item } = at;
  const handles = workOptionsOf(node.settings).onError === "continue" ? [errorHandle] : [];
  const error = storable(failure);
  announceLoopStart(draft, at, undefined);
  draft.change(node.id, item, { status: "failed", handles, memo: null }, { error });
  draft.emit("run.node.failed", {
    nodeId: node.id,
    ...itemOf(item),
    error,
    ...(handles.length > 0 && { handles }),
    ...(at.durationMs !== undefined && { durationMs: at.durationMs }),
  });
  await follow(draft, [{ nodeId: node.id, item }]);
}

/** A loop has learnt its items: the body's first nodes are queued; without any, the loop is done. */
async function startItems(
  draft: RunDraft,
  at: AttemptAt,
  items: readonly unknown[],
  concurrency: number,
): Promise<void> {
  announceLoopStart(draft, at, items);
  if (items.length === 0) return succeed(draft, at, [], [doneHandle]);
  const memo = { items: [...items], concurrency };
  draft.change(at.node.id, at.item, { items: { total: items.length, concurrency }, memo });
  await follow(draft, [{ nodeId: at.node.id, item: at.item }]);
}

function announceLoopStart(draft: RunDraft, { node, attempt }: AttemptAt, items: readonly unknown[] | undefined): void {
  if (node.kind !== "loop" || draft.execution(node.id, null)?.items != null) return;
  const count = items === undefined ? {} : { items: items.length, input: previewOf(items) };
  draft.emit("run.node.started", { nodeId: node.id, attempt, ...count });
}

/** Writes the lines of an attempt into the run's stream. */
function recordLogs(
  draft: RunDraft,
  { nodeId, item }: { nodeId: string; item: number | null },
  logs: readonly LogLine[],
): void {
  for (const { level, message } of logs) {
    draft.emit("run.node.log", { nodeId, ...itemOf(item), level, message: message.slice(0, 4_000) });
  }
}

/** Postgres' jsonb takes no NUL and no halves of surrogate pairs, which a failed answer may well contain. */
function storable(failure: Failure): Failure {
  const clean = (text: string, length: number) => text.slice(0, length).toWellFormed().replaceAll("\0", "");
  return {
    code: clean(failure.code, 100),
    message: clean(failure.message, 4_000),
    ...(failure.remedy !== undefined && { remedy: clean(failure.remedy, 1_000) }),
  };
}
