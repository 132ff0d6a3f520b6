import type { Signal } from "#lib/contract/signal";
import { mergePresence } from "./presence-board.ts";

/** Text of one merged signal, in characters: past it a new one begins. */
const mergedTextLimit = 8 * 1024;

/** Gathers signals for a moment and gives fewer that say the same (rule S9). */
export interface SignalMerger {
  add(signal: Signal): void;
  /** Gives what was gathered now. */
  flush(): void;
  close(): void;
}

/**
 * Merges within `mergeMs`: a node's output becomes one longer text with the first part's `seq`, of progress and
 * presence the latest stays. Signals leave in the order in which the first of each came.
 */
export function createSignalMerger(options: { mergeMs: number; deliver: (signal: Signal) => void }): SignalMerger {
  const gathered = new Map<string, Signal>();
  let timer: NodeJS.Timeout | null = null;

  function flush(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const signals = [...gathered.values()];
    gathered.clear();
    for (const signal of signals) options.deliver(signal);
  }

  return {
    add(signal) {
      const key = mergeKey(signal);
      const merged = mergeSignals(gathered.get(key), signal);
      if (merged === null) flush();
      gathered.set(key, merged ?? signal);
      timer ??= setTimeout(flush, options.mergeMs);
    },
    flush,
    close() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      gathered.clear();
    },
  };
}

function mergeKey(signal: Signal): string {
  const { stream, type } = signal;
  switch (type) {
    case "presence":
      return `${stream} ${type} ${signal.from?.clientId}`;
    case "run.node.output":
      return `${stream} ${type} ${signal.data.nodeId} ${signal.data.item} ${signal.data.attempt}`;
    case "run.node.progress":
      return `${stream} ${type} ${signal.data.nodeId} ${signal.data.item}`;
    default:
      return assertNever(signal);
  }
}

/** Two signals of one key as one, the later over the earlier; null where they must stay two. */
function mergeSignals(was: Signal | undefined, signal: Signal): Signal | null {
  if (was?.type === "presence" && signal.type === "presence") return mergePresence(was, signal);
  if (was?.type !== "run.node.output" || signal.type !== "run.node.output") return signal;
  const text = was.data.text + signal.data.text;
  return text.length > mergedTextLimit ? null : { ...was, data: { ...was.data, text } };
}

function assertNever(signal: never): never {
  throw new Error(`no key to merge the signal ${JSON.stringify(signal)} by`);
}
