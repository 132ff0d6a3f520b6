import { useEffect, useState } from "react";
import { useLive } from "#client/hooks/live-provider";
import type { Preview } from "#lib/contract/run";
import type { ExecutionState } from "#lib/domain/run-state";

/** A value of a node's execution, as far as it is there. */
export type NodeValue =
  | { kind: "none" }
  | { kind: "loading"; preview: Preview }
  | { kind: "whole"; value: unknown }
  /** The whole could not be fetched; its beginning is there. */
  | { kind: "failed"; preview: Preview; message: string };

interface Fetched {
  key: string;
  result: { ok: true; input: unknown; output: unknown } | { ok: false; message: string };
}

/**
 * The whole input and output of a node's execution. What fits into its preview is taken from there; what does not is
 * fetched, and fetched again when another attempt or an ending has changed it.
 */
export function useNodeValues(
  runId: string,
  nodeId: string,
  item: number | null,
  execution: ExecutionState,
): { input: NodeValue; output: NodeValue } {
  const api = useLive()?.api;
  const [fetched, setFetched] = useState<Fetched | null>(null);
  const { input, output, attempt, status } = execution;
  const isNeeded = input?.truncated === true || output?.truncated === true;
  const key = [runId, nodeId, item, attempt, status].join(" ");

  useEffect(() => {
    if (api === undefined || !isNeeded) return;
    let isWanted = true;
    api.nodeDetail(runId, nodeId, item ?? undefined).then(
      (detail) => isWanted && setFetched({ key, result: { ok: true, input: detail.input, output: detail.output } }),
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        if (isWanted) setFetched({ key, result: { ok: false, message } });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [api, isNeeded, key, runId, nodeId, item]);

  const result = fetched?.key === key ? fetched.result : null;
  return {
    input: toValue(input, result?.ok === true ? { value: result.input } : null, failureOf(result)),
    output: toValue(output, result?.ok === true ? { value: result.output } : null, failureOf(result)),
  };
}

function failureOf(result: Fetched["result"] | null): string | null {
  return result?.ok === false ? result.message : null;
}

function toValue(preview: Preview | null, whole: { value: unknown } | null, failure: string | null): NodeValue {
  if (preview === null) return { kind: "none" };
  if (!preview.truncated) return { kind: "whole", value: parsed(preview.text) };
  if (whole !== null) return { kind: "whole", value: whole.value };
  return failure === null ? { kind: "loading", preview } : { kind: "failed", preview, message: failure };
}

/** A preview that is not cut off is JSON; anything else is shown as the text that it is. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
