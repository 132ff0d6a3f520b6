import { describe, expect, test } from "vitest";
import type { RunSummary } from "#lib/contract/run";
import { createRunListStore } from "./run-list-store.ts";

function runOf(minute: number, change: Partial<RunSummary> = {}): RunSummary {
  const queuedAt = `2026-11-01T12:${String(minute).padStart(2, "0")}:00.000Z`;
  return {
    id: `run_${minute}`,
    orgId: "org_acme",
    teamId: null,
    workflowId: "wf_1",
    workflowName: "Triage",
    workflowVersion: 1,
    status: "running",
    trigger: { kind: "manual" },
    queuedAt,
    startedAt: queuedAt,
    finishedAt: null,
    counts: { total: 1, succeeded: 0, failed: 0, skipped: 0, running: 1, waiting: 0 },
    waitingNodes: [],
    cost: { micros: 0, currency: "USD" },
    error: null,
    revision: 1,
    ...change,
  };
}

const idsOf = (list: ReturnType<typeof createRunListStore>) => list.getState().runs.map((run) => run.id);

describe("a list of runs", () => {
  test("starts with the first page, newest first, in its initial state, which is what a server renders", () => {
    const list = createRunListStore({ runs: [runOf(1), runOf(3), runOf(2)] });
    expect(list.getInitialState().runs.map((run) => run.id)).toEqual(["run_3", "run_2", "run_1"]);
  });

  test("keeps the summary with the higher revision, in whatever order they come", () => {
    const list = createRunListStore({ runs: [runOf(1, { revision: 5, status: "succeeded" })] });
    list.apply([runOf(1, { revision: 4, status: "running" })]);
    expect(list.getState().runs[0]?.status).toBe("succeeded");
    list.apply([runOf(1, { revision: 6, status: "failed" })]);
    expect(list.getState().runs[0]?.status).toBe("failed");
  });

  test("lets go of a run that no longer matches, and takes it back when it does again", () => {
    const list = createRunListStore({ runs: [runOf(1)], matches: (run) => run.status === "running" });
    list.apply([runOf(1, { revision: 2, status: "paused" })]);
    expect(idsOf(list)).toEqual([]);
    list.apply([runOf(1, { revision: 3, status: "running" })]);
    expect(idsOf(list)).toEqual(["run_1"]);
  });

  test("leaves a run below its end to the next page, which then shows the newest that is known of it", () => {
    const list = createRunListStore({ runs: [runOf(9), runOf(8)], next: "cursor" });
    list.apply([runOf(3, { revision: 7, status: "failed" })]);
    expect(idsOf(list)).toEqual(["run_9", "run_8"]);
    list.append({ items: [runOf(3, { revision: 6 })], next: null });
    expect(idsOf(list)).toEqual(["run_9", "run_8", "run_3"]);
    expect(list.getState().runs[2]?.status).toBe("failed");
  });
});
