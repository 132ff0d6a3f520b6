import { expect, test } from "vitest";
import { isAnnounced, projectRun } from "./run-projection.ts";
import { emptyRunState, idleNodeState, type RunState } from "./run-state.ts";

const nodes = [
  { id: "a", name: "Fetch" },
  { id: "b", name: "Approve" },
  { id: "c", name: "Notify" },
];

const state: RunState = {
  ...emptyRunState,
  status: "running",
  cost: { micros: 40, currency: "USD" },
  nodes: {
    a: { ...idleNodeState, status: "retrying" },
    b: { ...idleNodeState, status: "waiting", waiting: { reason: "approval" } },
  },
};

test("a projection counts each node of the graph in its place", () => {
  expect(projectRun(state, nodes).counts).toEqual({
    total: 3,
    succeeded: 0,
    failed: 0,
    skipped: 0,
    running: 1,
    waiting: 1,
  });
});

test("a projection names the nodes that wait for a person, and not those that wait for a time", () => {
  expect(projectRun(state, nodes).waitingNodes).toEqual([{ id: "b", name: "Approve" }]);
  const timed: RunState = {
    ...state,
    nodes: { b: { ...idleNodeState, status: "waiting", waiting: { reason: "time" } } },
  };
  expect(projectRun(timed, nodes).waitingNodes).toEqual([]);
});

test("a node that only events know counts too", () => {
  expect(projectRun(state, []).counts.total).toBe(2);
});

test("a change is announced where the status or the waiting nodes change, and not for a node's progress", () => {
  const before = projectRun(state, nodes);
  const progressed = projectRun(
    { ...state, nodes: { ...state.nodes, c: { ...idleNodeState, status: "running" } } },
    nodes,
  );
  expect(isAnnounced(before, progressed)).toBe(false);
  expect(isAnnounced(before, { ...progressed, status: "paused" })).toBe(true);
  expect(isAnnounced(before, { ...progressed, waitingNodes: [] })).toBe(true);
});
