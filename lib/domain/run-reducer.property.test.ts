import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogue, dataSchemaPath, type RunEventType } from "#lib/contract/catalogue";
import type { RunEntry } from "#lib/contract/entry";
import { runEvents } from "#lib/contract/events/run-events";
import { isFinalRunStatus } from "#lib/contract/run";
import { foldRun, isFinalNodeStatus } from "./run-reducer.ts";
import { emptyRunState, type RunState } from "./run-state.ts";

const types = Object.keys(runEvents) as RunEventType[];
const nodeIds = ["a", "b", "c"];

interface Happening {
  type: RunEventType;
  nodeId: string;
  item: number | undefined;
  second: number;
}

/** Any event about any node or item, valid as the contract says, in an order that nothing forbids. */
const happening: fc.Arbitrary<Happening> = fc.record({
  type: fc.constantFrom(...types),
  nodeId: fc.constantFrom(...nodeIds),
  item: fc.option(fc.nat(2), { nil: undefined }),
  second: fc.nat(3_600),
});
const history = fc.array(happening, { maxLength: 60 }).map((happenings) => happenings.map(toEntry));

function toEntry({ type, nodeId, item, second }: Happening, index: number): RunEntry {
  const example = { ...catalogue[type].example };
  const data = catalogue[type].data.parse("nodeId" in example ? { ...example, nodeId, item } : example);
  const envelope = {
    specversion: "1.0",
    id: `e${index + 1}`,
    source: "/orgs/o/runs/r",
    time: new Date(Date.UTC(2026, 10, 1) + second * 1_000).toISOString(),
    dataschema: dataSchemaPath(type),
    stream: "run:r",
    offset: index + 1,
  } as const;
  // The payload was parsed by the schema of the very type that stands beside it.
  return { ...envelope, type, data } as RunEntry;
}

/** A state that throws where somebody writes to it. */
function frozen(state: RunState): RunState {
  for (const node of Object.values(state.nodes)) Object.freeze(node);
  Object.freeze(state.nodes);
  return Object.freeze(state);
}

describe("a run's fold, whatever happens in whatever order", () => {
  it("S11: comes to the same state in one go, from any snapshot on, and with entries that come again", () => {
    fc.assert(
      fc.property(history, fc.nat(60), fc.nat(60), (entries, cut, back) => {
        const whole = foldRun(emptyRunState, entries);
        const snapshot = frozen(foldRun(emptyRunState, entries.slice(0, cut)));
        expect(foldRun(snapshot, entries.slice(Math.max(0, cut - back)))).toEqual(whole);
        expect(whole.offset).toBe(entries.length);
      }),
    );
  });

  it("S11: keeps the identity of every node that no entry names", () => {
    fc.assert(
      fc.property(history, (entries) => {
        const before = foldRun(emptyRunState, entries.slice(0, -1));
        const last = entries.at(-1);
        if (last === undefined || last.type === "run.finished") return;
        const after = foldRun(before, [last]);
        const named = "nodeId" in last.data ? last.data.nodeId : null;
        for (const [nodeId, node] of Object.entries(before.nodes)) {
          if (nodeId !== named) expect(after.nodes[nodeId]).toBe(node);
        }
      }),
    );
  });

  it("S12: a finished run keeps its status, its end and its nodes' statuses, whatever comes later", () => {
    fc.assert(
      fc.property(history, history, (before, late) => {
        const end = toEntry({ type: "run.finished", nodeId: "a", item: undefined, second: 3_600 }, before.length);
        const ended = foldRun(emptyRunState, [...before, end]);
        const after = foldRun(
          ended,
          late.map((entry, index) => ({ ...entry, offset: ended.offset + index + 1 })),
        );
        expect(isFinalRunStatus(after.status)).toBe(true);
        expect(summary(after)).toEqual(summary(ended));
        for (const node of Object.values(after.nodes)) {
          expect(node.status === "idle" || isFinalNodeStatus(node.status)).toBe(true);
        }
      }),
    );
  });

  it("S12: a node that has ended outside of a loop stays as it ended", () => {
    fc.assert(
      fc.property(history, (entries) => {
        const outside = entries.filter((entry) => !("item" in entry.data) || entry.data.item === undefined);
        let state = emptyRunState;
        for (const [index, entry] of outside.entries()) {
          const next = foldRun(state, [{ ...entry, offset: index + 1 }]);
          for (const [nodeId, was] of Object.entries(state.nodes)) {
            if (isFinalNodeStatus(was.status)) expect(next.nodes[nodeId]?.status).toBe(was.status);
          }
          state = next;
        }
      }),
    );
  });

  it("S5: refuses a gap rather than show what came after it", () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 2, max: 1_000 }), (entries, ahead) => {
        const state = foldRun(emptyRunState, entries);
        const far = toEntry(
          { type: "run.started", nodeId: "a", item: undefined, second: 0 },
          entries.length - 1 + ahead,
        );
        expect(() => foldRun(state, [far])).toThrow("met a gap");
      }),
    );
  });
});

/** What an end fixes. Nodes that only costs or log lines name, after the end, are still idle. */
function summary({ status, finishedAt, error, output, nodes }: RunState) {
  const reached = Object.entries(nodes).filter(([, node]) => node.status !== "idle");
  const statuses = Object.fromEntries(
    reached.map(([nodeId, node]) => [nodeId, [node.status, node.output, node.error]]),
  );
  return { status, finishedAt, error, output, statuses };
}
