import type { RunSummary } from "#lib/contract/run";

export type RunAnnouncement =
  | { kind: "failed"; run: RunSummary }
  | { kind: "waiting"; run: RunSummary; node: { id: string; name: string } };

/** News older than this is history, found on the pages: after a night offline nobody wants fifty toasts. */
const newsMs = 60_000;

/**
 * Decides what of the stream of run updates is announced: a run that failed or was blocked, and a node that began to
 * wait for a person. Each once, however often the row changes after that.
 */
export function createRunAnnouncer(
  now: () => number,
): (update: { run: RunSummary; time: string }) => RunAnnouncement[] {
  const announced = new Set<string>();
  const isFirst = (key: string) => !announced.has(key) && announced.add(key) !== undefined;

  return ({ run, time }) => {
    const isNews = now() - Date.parse(time) < newsMs;
    const found: RunAnnouncement[] = [];
    if ((run.status === "failed" || run.status === "blocked") && isFirst(run.id)) found.push({ kind: "failed", run });
    for (const node of run.waitingNodes) {
      if (isFirst(`${run.id} ${node.id}`)) found.push({ kind: "waiting", run, node });
    }
    return isNews ? found : [];
  };
}
