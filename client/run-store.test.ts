import { describe, expect, it } from "vitest";
import type { RunEntry } from "#lib/contract/entry";
import type { RunSummary } from "#lib/contract/run";
import type { RunSnapshot } from "#lib/domain/run-snapshot";
import { emptyRunState } from "#lib/domain/run-state";
import type { Schedule } from "./frame-scheduler.ts";
import { connectRun, createRunStore } from "./run-store.ts";
import { createSubscriptions } from "./subscriptions.ts";
import { createFakeConnection } from "./testing/fake-connection.ts";
import { testStream } from "./testing/fake-log.ts";

const run: RunSummary = {
  id: "r1",
  orgId: "o",
  teamId: null,
  workflowId: "w",
  workflowName: "Triage",
  workflowVersion: 1,
  status: "queued",
  trigger: { kind: "manual" },
  queuedAt: "2026-11-01T12:00:00.000Z",
  startedAt: null,
  finishedAt: null,
  counts: { total: 1, succeeded: 0, failed: 0, skipped: 0, running: 0, waiting: 0 },
  waitingNodes: [],
  cost: { micros: 0, currency: "USD" },
  error: null,
  revision: 0,
};
const snapshot: RunSnapshot = { run, graph: { nodes: [], edges: [], notes: [], groups: [] }, state: emptyRunState };

function entry(offset: number, type: RunEntry["type"] | "run.of.tomorrow", data: object): RunEntry {
  const envelope = {
    specversion: "1.0",
    id: `e${offset}`,
    source: "/orgs/o/runs/r1",
    time: "2026-11-01T12:00:01.000Z",
    dataschema: `/schemas/${type}/1`,
    stream: testStream,
    offset,
  };
  // The test's own words for what would come over the wire.
  return { ...envelope, type, data } as unknown as RunEntry;
}

function open() {
  const connection = createFakeConnection();
  connection.answers.watch = () => ({ ok: true, head: 0 });
  connection.connect();
  const store = createRunStore(snapshot);
  let frame: (() => void) | null = null;
  const schedule: Schedule = (callback) => {
    frame = callback;
    return () => {
      frame = null;
    };
  };
  let snapshots = 0;
  const close = connectRun(store, {
    subscriptions: createSubscriptions(connection),
    schedule,
    api: {
      async runSnapshot() {
        snapshots += 1;
        return { ...snapshot, state: { ...emptyRunState, status: "succeeded", offset: 9 } };
      },
    },
  });
  let changes = 0;
  store.subscribe(() => {
    changes += 1;
  });
  return {
    connection,
    store,
    close,
    drawFrame() {
      const callback = frame;
      frame = null;
      callback?.();
    },
    changes: () => changes,
    snapshots: () => snapshots,
  };
}

describe("a run's store", () => {
  it("folds all that arrived within one frame at once (S11)", () => {
    const { connection, store, drawFrame, changes } = open();
    connection.push("entries", { stream: testStream, entries: [entry(1, "run.started", {})] });
    connection.push("entries", {
      stream: testStream,
      entries: [
        entry(2, "run.node.queued", { nodeId: "a" }),
        entry(3, "run.node.started", { nodeId: "a", attempt: 1 }),
      ],
    });
    expect(changes()).toBe(0);
    drawFrame();
    expect(changes()).toBe(1);
    expect(store.getState().state).toMatchObject({ offset: 3, status: "running", nodes: { a: { status: "running" } } });
  });

  it("keeps a node's identity while only another one changes", () => {
    const { connection, store, drawFrame } = open();
    connection.push("entries", { stream: testStream, entries: [entry(1, "run.node.queued", { nodeId: "a" })] });
    drawFrame();
    const before = store.getState().state.nodes.a;
    connection.push("entries", { stream: testStream, entries: [entry(2, "run.node.queued", { nodeId: "b" })] });
    drawFrame();
    expect(store.getState().state.nodes.a).toBe(before);
  });

  it("passes over a type that a newer server knows", () => {
    const { connection, store, drawFrame } = open();
    connection.push("entries", { stream: testStream, entries: [entry(1, "run.of.tomorrow", { nodeId: "a" })] });
    drawFrame();
    expect(store.getState().state.offset).toBe(1);
  });

  it("loads a snapshot on a reset and forgets what had not been folded (S7)", async () => {
    const { connection, store, drawFrame, snapshots } = open();
    connection.push("entries", { stream: testStream, entries: [entry(1, "run.started", {})] });
    connection.push("reset", { stream: testStream, head: 9 });
    await expect.poll(snapshots).toBe(1);
    drawFrame();
    expect(store.getState().state).toMatchObject({ offset: 9, status: "succeeded" });
  });

  it("shows streamed text beside the state, and starts anew with the next attempt (S9)", () => {
    const { connection, store, drawFrame } = open();
    const say = (attempt: number, seq: number, text: string) =>
      connection.push("signal", {
        stream: testStream,
        type: "run.node.output",
        data: { nodeId: "a", attempt, seq, text },
        from: null,
      });
    say(1, 0, "Dear ");
    say(1, 5, "Ada");
    drawFrame();
    expect(store.getState().streamed.a).toMatchObject([{ text: "Dear Ada", isPartial: false }]);
    say(1, 9, "!");
    drawFrame();
    expect(store.getState().streamed.a).toMatchObject([{ text: "Dear Ada … !", isPartial: true }]);
    say(2, 0, "Hello");
    say(1, 10, "late");
    drawFrame();
    expect(store.getState().streamed.a).toMatchObject([{ attempt: 2, text: "Hello" }]);
  });
});
