import { createStore, type StoreApi } from "zustand/vanilla";
import type { RunEntry } from "#lib/contract/entry";
import type { Signal } from "#lib/contract/signal";
import { streamName } from "#lib/contract/stream-name";
import { foldRun } from "#lib/domain/run-reducer";
import type { RunSnapshot } from "#lib/domain/run-snapshot";
import type { Api } from "./api.ts";
import { createFrameSchedule, type Schedule } from "./frame-scheduler.ts";
import { addToTexts, type NodeTexts } from "./streamed-text.ts";
import type { Subscriptions } from "./subscriptions.ts";

export interface RunStoreState extends RunSnapshot {
  /** What nodes stream while they work, by node. */
  streamed: Readonly<Record<string, NodeTexts>>;
  /** How far nodes are, by node: 0 to 1. */
  progress: Readonly<Record<string, { progress: number; message: string | null }>>;
  /** True once the run may not be seen any more. */
  isLost: boolean;
}

export type RunStore = StoreApi<RunStoreState>;

/** One run as the page draws it, from the server's snapshot on. */
export function createRunStore(snapshot: RunSnapshot): RunStore {
  return createStore<RunStoreState>(() => ({ ...snapshot, streamed: {}, progress: {}, isLost: false }));
}

/**
 * Keeps the run live: folds its stream's entries into the state by the same reducer as the server (rule S11), once a
 * frame however many arrive. Returns how to stop.
 */
export function connectRun(
  store: RunStore,
  options: { subscriptions: Subscriptions; api: Pick<Api, "runSnapshot">; schedule?: Schedule | undefined },
): () => void {
  const schedule = options.schedule ?? createFrameSchedule();
  const runId = store.getState().run.id;
  const stream = streamName("run", runId);
  let entries: RunEntry[] = [];
  let signals: Signal[] = [];
  let cancelFrame: (() => void) | null = null;

  function flush(): void {
    cancelFrame = null;
    const arrived = entries;
    const heard = signals;
    entries = [];
    signals = [];
    store.setState((was) => ({ ...applySignals(was, heard), state: foldRun(was.state, arrived) }));
  }

  function flushSoon(): void {
    cancelFrame ??= schedule(flush);
  }

  const unsubscribe = options.subscriptions.subscribe(stream, {
    after: store.getState().state.offset,
    onEntries(arrived) {
      // A run's stream carries run events only; types of a newer server are passed over by the fold.
      entries.push(...(arrived as readonly RunEntry[]));
      flushSoon();
    },
    onSignal(signal) {
      signals.push(signal);
      flushSoon();
    },
    async onReset() {
      const snapshot = await options.api.runSnapshot(runId);
      entries = [];
      store.setState({ ...snapshot, isLost: false });
      return snapshot.state.offset;
    },
    onLost: () => store.setState({ isLost: true }),
  });

  return () => {
    unsubscribe();
    cancelFrame?.();
  };
}

function applySignals(was: RunStoreState, signals: readonly Signal[]): Pick<RunStoreState, "streamed" | "progress"> {
  let { streamed, progress } = was;
  for (const signal of signals) {
    switch (signal.type) {
      case "run.node.output":
        streamed = { ...streamed, [signal.data.nodeId]: addToTexts(streamed[signal.data.nodeId] ?? [], signal.data) };
        break;
      case "run.node.progress":
        progress = {
          ...progress,
          [signal.data.nodeId]: { progress: signal.data.progress, message: signal.data.message ?? null },
        };
        break;
      default:
    }
  }
  return { streamed, progress };
}
