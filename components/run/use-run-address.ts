import { useSearchParams } from "next/navigation";
import { useCallback } from "react";

export interface RunAddress {
  runId: string | null;
  nodeId: string | null;
  /** Opens a node, or none, in the address: a link to this page then opens exactly that. */
  openNode: (nodeId: string | null) => void;
  /** Shows a run, or with null the newest one. */
  showRun: (runId: string | null) => void;
  /** True where a link leads to the form that starts a run. It only asks: opening a link never starts anything. */
  isStartAsked: boolean;
  startAnswered: () => void;
}

/** Which run and node the address names. Changed without asking the server: the page has all it needs. */
export function useRunAddress(): RunAddress {
  const search = useSearchParams();
  const openNode = useCallback((nodeId: string | null) => change({ node: nodeId }), []);
  const showRun = useCallback((runId: string | null) => change({ run: runId }), []);
  const startAnswered = useCallback(() => change({ start: null }), []);
  return {
    runId: search.get("run"),
    nodeId: search.get("node"),
    openNode,
    showRun,
    isStartAsked: search.get("start") !== null,
    startAnswered,
  };
}

function change(changes: Readonly<Record<string, string | null>>): void {
  const url = new URL(window.location.href);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  if (url.href !== window.location.href) window.history.pushState(null, "", url);
}
