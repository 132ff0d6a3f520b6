import { createStore, type StoreApi } from "zustand/vanilla";
import type { Entry } from "#lib/contract/entry";
import type { RunSummary } from "#lib/contract/run";
import type { RunFilter } from "./api.ts";
import type { Subscriptions } from "./subscriptions.ts";

export interface RunListState {
  /** Newest first. */
  runs: readonly RunSummary[];
  /** The cursor of the next page; null where the list goes to its end. */
  next: string | null;
}

export interface RunListStore extends StoreApi<RunListState> {
  /** Takes summaries in from anywhere, in any order: of two of one run the one with the higher revision stays. */
  apply(runs: readonly RunSummary[]): void;
  /** Adds the next page at the list's end. */
  append(page: { items: readonly RunSummary[]; next: string | null }): void;
}

/**
 * A list of runs that keeps itself true: runs that match come in, those that no longer do go out.
 * A run older than the list's last one stays out while there is a next page, since it belongs there.
 */
export function createRunListStore(options: {
  runs: readonly RunSummary[];
  next?: string | null | undefined;
  matches?: ((run: RunSummary) => boolean) | undefined;
}): RunListStore {
  const matches = options.matches ?? (() => true);
  /** The newest summary of every run heard of, shown or not: a later page may bring an older one. */
  const latest = new Map<string, RunSummary>();

  function isNewer(run: RunSummary): boolean {
    const known = latest.get(run.id);
    return known === undefined || known.revision < run.revision;
  }

  function merged(shown: readonly RunSummary[], incoming: readonly RunSummary[], floor: string | null): RunSummary[] {
    for (const run of incoming) if (isNewer(run)) latest.set(run.id, run);
    const touched = new Set(incoming.map((run) => run.id));
    const known = new Set(shown.map((run) => run.id));
    const coming = [...touched].flatMap((id) => latest.get(id) ?? []);
    const fitting = coming.filter(
      (run) => matches(run) && (known.has(run.id) || floor === null || run.queuedAt >= floor),
    );
    return [...shown.filter((run) => !touched.has(run.id)), ...fitting].sort(newestFirst);
  }

  // The first page is the store's initial state: React renders that one on the server.
  const initial = merged([], options.runs, null);
  const store = createStore<RunListState>(() => ({ runs: initial, next: options.next ?? null }));

  return {
    ...store,
    apply(runs) {
      const fresh = runs.filter(isNewer);
      if (fresh.length === 0) return;
      const { next, runs: shown } = store.getState();
      store.setState({ runs: merged(shown, fresh, next === null ? null : (shown.at(-1)?.queuedAt ?? null)) });
    },
    append(page) {
      store.setState({ runs: merged(store.getState().runs, page.items, null), next: page.next });
    },
  };
}

/**
 * Keeps the list live by `run.updated` of the given streams (`org:…` and each `team:…` that the person reaches).
 * `cursors` says where each stream stood BEFORE the list was loaded: what comes twice is dropped by its revision.
 */
export function connectRunList(
  list: RunListStore,
  options: {
    subscriptions: Subscriptions;
    cursors: Readonly<Record<string, number>>;
    /** Loads the first page anew where the log no longer reaches back to a cursor (rule S7). */
    reload: () => Promise<{ items: readonly RunSummary[] }>;
  },
): () => void {
  const { subscriptions, cursors, reload } = options;
  const ends = Object.entries(cursors).map(([stream, after]) =>
    subscriptions.subscribe(stream, {
      after,
      onEntries: (entries) => list.apply(runsOf(entries)),
      async onReset(head) {
        list.apply((await reload()).items);
        return head;
      },
    }),
  );
  return () => {
    for (const end of ends) end();
  };
}

/** The filter of the runs page as a condition on one run. */
export function matchesFilter(filter: RunFilter): (run: RunSummary) => boolean {
  return (run) =>
    (filter.status === undefined || run.status === filter.status) &&
    (filter.workflowId === undefined || run.workflowId === filter.workflowId) &&
    (filter.startedBy === undefined || run.trigger.by?.id === filter.startedBy) &&
    (filter.from === undefined || Date.parse(run.queuedAt) >= Date.parse(filter.from)) &&
    (filter.until === undefined || Date.parse(run.queuedAt) < Date.parse(filter.until));
}

function runsOf(entries: readonly Entry[]): RunSummary[] {
  return entries.flatMap((entry) => (entry.type === "run.updated" ? [entry.data.run] : []));
}

function newestFirst(a: RunSummary, b: RunSummary): number {
  if (a.queuedAt !== b.queuedAt) return a.queuedAt < b.queuedAt ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}
