import { expect, test } from "vitest";
import type { RunSummary } from "#lib/contract/run";
import { createRunAnnouncer } from "./run-announcements.ts";

const now = Date.parse("2026-11-01T12:00:00Z");
const time = "2026-11-01T11:59:58Z";

function runOf(change: Partial<RunSummary>): RunSummary {
  return {
    id: "run_1",
    orgId: "org_acme",
    teamId: null,
    workflowId: "wf_1",
    workflowName: "Triage",
    workflowVersion: 1,
    status: "running",
    trigger: { kind: "manual" },
    queuedAt: time,
    startedAt: time,
    finishedAt: null,
    counts: { total: 1, succeeded: 0, failed: 0, skipped: 0, running: 1, waiting: 0 },
    waitingNodes: [],
    cost: { micros: 0, currency: "USD" },
    error: null,
    revision: 1,
    ...change,
  };
}

test("a run that only goes on is not announced", () => {
  expect(createRunAnnouncer(() => now)({ run: runOf({}), time })).toEqual([]);
});

test("a failed run is announced once, however often its row changes", () => {
  const announce = createRunAnnouncer(() => now);
  const run = runOf({ status: "failed" });
  expect(announce({ run, time })).toEqual([{ kind: "failed", run }]);
  expect(announce({ run: { ...run, revision: 2 }, time })).toEqual([]);
});

test("each node that waits for a person is announced once", () => {
  const announce = createRunAnnouncer(() => now);
  const first = { id: "a", name: "Approve" };
  const second = { id: "b", name: "Sign off" };
  expect(announce({ run: runOf({ waitingNodes: [first] }), time })).toHaveLength(1);
  expect(announce({ run: runOf({ waitingNodes: [first, second] }), time })).toMatchObject([{ node: second }]);
});

test("what happened while nobody was connected is not announced, then or later", () => {
  const announce = createRunAnnouncer(() => now);
  const run = runOf({ status: "failed" });
  expect(announce({ run, time: "2026-11-01T08:00:00Z" })).toEqual([]);
  expect(announce({ run, time })).toEqual([]);
});
