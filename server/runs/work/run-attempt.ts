import type { Signal } from "#lib/contract/signal";
import { streamName } from "#lib/contract/stream-name";
import { workOptionsOf } from "#lib/domain/kinds/settings/work-options";
import { fillSettings } from "../expressions/fill-settings.ts";
import {
  type Cost,
  type ExecutorPorts,
  failed,
  type NodeContext,
  type NodeExecutor,
  type Outcome,
} from "../kinds/node-executor.ts";
import type { ClaimedJob } from "../queue/run-jobs.ts";
import { createTextSignal } from "../text-signal.ts";
import type { EndedAttempt, LogLine } from "../transitions/end-node.ts";
import type { StartedNode } from "../transitions/start-node.ts";
import { tooDeep, tooLarge } from "../transitions/value-limit.ts";
import { isHandover } from "./handover.ts";

/** Most log lines of one attempt; further ones are left out. */
const logLines = 200;

/**
 * Does a node's work once, within its time limit, and says what became of it. Throws only where the attempt is to be
 * taken up by somebody else because this server stops.
 */
export async function runAttempt(
  claim: ClaimedJob,
  { node, attempt, nodeInput }: StartedNode,
  executor: NodeExecutor,
  runSignal: AbortSignal,
  { ports, emitSignal }: { ports: ExecutorPorts; emitSignal: (signal: Signal) => void },
): Promise<EndedAttempt> {
  const { runId, nodeId, item } = claim;
  const began = performance.now();
  const costs: Cost[] = [];
  const logs: LogLine[] = [];
  const options = workOptionsOf(node.settings);
  const timeout = AbortSignal.timeout(options.timeoutSeconds * 1_000);
  const signal = AbortSignal.any([runSignal, timeout]);
  const text = createTextSignal((seq, chunk) => {
    const data = { nodeId, ...(item !== null && { item }), attempt, seq, text: chunk };
    emitSignal({ stream: streamName("run", runId), type: "run.node.output", data, from: null });
  });

  async function execute(): Promise<Outcome> {
    const limit = tooLarge("input", JSON.stringify(nodeInput.input ?? null));
    if (limit !== null) return { kind: "failed", failure: limit, isRetryable: false };
    const scope = { ...nodeInput.scope, attempt };
    const filled = await fillSettings(node, scope, ports.evaluator, signal);
    if (!filled.ok) return failed(filled.code, filled.message, { isRetryable: filled.code !== "expression-failed" });
    const context: NodeContext = {
      runId,
      nodeId,
      item,
      attempt,
      settings: filled.settings,
      input: nodeInput.input,
      scope,
      signal,
      log: (level, message) => {
        if (logs.length < logLines) logs.push({ level, message });
      },
      streamText: text.push,
      spend: (cost) => costs.push(cost),
      ports,
    };
    return withinDepth(await executor.execute(context));
  }

  const outcome = await untilAborted(execute(), signal).catch((error: unknown): Outcome => {
    if (isHandover(runSignal.reason)) throw error;
    if (timeout.aborted) {
      const remedy = "Raise the time limit, or make the work smaller.";
      return failed("timeout", `No result within ${options.timeoutSeconds} s.`, { remedy });
    }
    if (runSignal.aborted) return failed("cancelled", "The run is over.", { isRetryable: false });
    return failed("node-failed", error instanceof Error ? error.message : String(error));
  });
  text.close();
  return { claim, attempt, outcome, costs, logs, durationMs: Math.round(performance.now() - began) };
}

/** What came from elsewhere, such as an answer's JSON, may be nested without end. */
function withinDepth(outcome: Outcome): Outcome {
  if (outcome.kind !== "succeeded") return outcome;
  const failure = tooDeep(outcome.output);
  return failure === null ? outcome : { kind: "failed", failure, isRetryable: false };
}

/** An executor that does not heed its signal must not hold up the run. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
