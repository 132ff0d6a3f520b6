import { useEffect, useState } from "react";
import type { RunSnapshot } from "#lib/domain/run-snapshot";
import { connectRun, createRunStore, type RunStore } from "../run-store.ts";
import { useLive } from "./live-provider.ts";

export type ConnectedRun =
  | { kind: "none" }
  /** Its snapshot is on its way; `store` still holds the run shown before, if any. */
  | { kind: "loading"; store: RunStore | null }
  | { kind: "shown"; store: RunStore }
  /** It is not there, or may not be seen. */
  | { kind: "failed"; message: string };

/**
 * The run of that id, live. `first` is the snapshot that the server rendered the page with; any other run is fetched.
 */
export function useConnectedRun(runId: string | null, first: RunSnapshot | null): ConnectedRun {
  const live = useLive();
  const [store, setStore] = useState(() => (first === null ? null : createRunStore(first)));
  const [failure, setFailure] = useState<{ runId: string; message: string } | null>(null);
  const shownId = store?.getState().run.id ?? null;

  useEffect(() => {
    if (live === null || runId === null || shownId === runId) return;
    let isWanted = true;
    live.api.runSnapshot(runId).then(
      (snapshot) => isWanted && setStore(createRunStore(snapshot)),
      (error: unknown) => isWanted && setFailure({ runId, message: messageOf(error) }),
    );
    return () => {
      isWanted = false;
    };
  }, [live, runId, shownId]);

  useEffect(() => {
    if (live === null || store === null || store.getState().run.id !== runId) return;
    return connectRun(store, { subscriptions: live.subscriptions, api: live.api });
  }, [live, store, runId]);

  if (runId === null) return { kind: "none" };
  if (store !== null && shownId === runId) return { kind: "shown", store };
  if (failure?.runId === runId) return { kind: "failed", message: failure.message };
  return { kind: "loading", store };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
