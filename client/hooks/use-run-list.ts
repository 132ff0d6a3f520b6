import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import type { RunSummary } from "#lib/contract/run";
import type { RunFilter } from "../api.ts";
import { connectRunList, createRunListStore, matchesFilter } from "../run-list-store.ts";
import { useLive } from "./live-provider.ts";

export interface RunListSource {
  /** The first page as the server loaded it. */
  runs: readonly RunSummary[];
  next?: string | null | undefined;
  /** Where each of `org:…` and `team:…` stood BEFORE the page was loaded: `log.heads(runStreamsOf(actor))`. */
  cursors: Readonly<Record<string, number>>;
  /** What the API is asked for again after a reset, and for the next page. */
  filter?: RunFilter | undefined;
  /** A narrower condition than the API's filter can say, such as several statuses. */
  matches?: ((run: RunSummary) => boolean) | undefined;
}

export interface LiveRunList {
  runs: readonly RunSummary[];
  hasMore: boolean;
  loadMore: () => Promise<void>;
}

/**
 * A live list of runs, newest first. The source is read once: give the component a `key` made of the filter where
 * the filter may change.
 */
export function useRunList(source: RunListSource): LiveRunList {
  const live = useLive();
  const first = useRef(source).current;
  const [list] = useState(() => {
    const fits = matchesFilter(first.filter ?? {});
    const { matches } = first;
    return createRunListStore({
      runs: first.runs,
      next: first.next,
      matches: (run) => fits(run) && (matches === undefined || matches(run)),
    });
  });
  useEffect(() => {
    if (live === null) return;
    return connectRunList(list, {
      subscriptions: live.subscriptions,
      cursors: first.cursors,
      reload: () => live.api.listRuns({ ...first.filter, limit: 100 }),
    });
  }, [live, list, first]);
  const { runs, next } = useStore(list);
  return {
    runs,
    hasMore: next !== null,
    async loadMore() {
      if (live !== null && next !== null) list.append(await live.api.listRuns({ ...first.filter, cursor: next }));
    },
  };
}
