import fc from "fast-check";
import { expect, test } from "vitest";
import type { Graph, GraphNode } from "#lib/contract/graph";
import { type GraphIndex, indexGraph, isBodyEdge } from "../graph/graph-index.ts";
import { beginRun } from "./begin-run.ts";
import { type Execution, executionKey, hasEnded, isUnhandledFailure, takesHandle } from "./execution.ts";
import { advance, type ExecutionRef } from "./scheduler.ts";

/** A number below `bound`, from fast-check's stream, so that a failure shrinks and its seed repeats it. */
type Choose = (bound: number) => number;

const plan = fc.record({
  size: fc.integer({ min: 1, max: 10 }),
  edges: fc.array(fc.tuple(fc.nat(9), fc.nat(9), fc.nat(2)), { maxLength: 30 }),
  loops: fc.array(
    fc.record({
      at: fc.nat(9),
      size: fc.integer({ min: 1, max: 4 }),
      edges: fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.nat(2)), { maxLength: 6 }),
    }),
    { maxLength: 3 },
  ),
  choices: fc.array(fc.nat(1_000), { minLength: 1, maxLength: 200 }),
});

function chooser(choices: readonly number[]): Choose {
  let at = 0;
  return (bound) => (choices[at++ % choices.length] ?? 0) % bound;
}

const handles = ["out", "other", "error"];

function buildGraph(wanted: {
  size: number;
  edges: [number, number, number][];
  loops: { at: number; size: number; edges: [number, number, number][] }[];
}): Graph {
  const nodes: GraphNode[] = [node("start", "manual-trigger"), node("idle-trigger", "webhook-trigger")];
  const edges: Graph["edges"] = [];
  const loopAt = new Map(wanted.loops.map((loop) => [loop.at % wanted.size, loop]));
  for (let at = 0; at < wanted.size; at += 1) nodes.push(node(`n${at}`, loopAt.has(at) ? "loop" : "transform"));
  const connect = (source: string, handle: string, target: string) =>
    edges.push({ id: `e${edges.length}`, source, sourceHandle: handle, target });
  for (const [a, b, handle] of wanted.edges) {
    const [from, to] = [Math.min(a, b) % wanted.size, Math.max(a, b) % wanted.size];
    if (from < to)
      connect(`n${from}`, loopAt.has(from) ? (handle === 2 ? "error" : "done") : (handles[handle] ?? "out"), `n${to}`);
  }
  for (const [at, loop] of loopAt) {
    for (let inner = 0; inner < loop.size; inner += 1) nodes.push(node(`n${at}b${inner}`, "transform"));
    for (const [a, b, handle] of loop.edges) {
      const [from, to] = [Math.min(a, b) % loop.size, Math.max(a, b) % loop.size];
      if (from < to) connect(`n${at}b${from}`, handles[handle] ?? "out", `n${at}b${to}`);
    }
    for (let inner = 0; inner < loop.size; inner += 1) {
      if (!edges.some((edge) => edge.target === `n${at}b${inner}`)) connect(`n${at}`, "each", `n${at}b${inner}`);
    }
  }
  for (let at = 0; at < wanted.size; at += 1) {
    if (!edges.some((edge) => edge.target === `n${at}`))
      connect(at % 3 === 2 ? "idle-trigger" : "start", "out", `n${at}`);
  }
  return { nodes, edges, notes: [], groups: [] };
}

function node(id: string, kind: string): GraphNode {
  return {
    id,
    kind,
    name: id,
    position: { x: 0, y: 0 },
    settings: kind === "loop" && id.charCodeAt(1) % 2 === 0 ? { onError: "continue" } : {},
  };
}

/** Plays a run to its end in an order of endings that the choices decide, checking the invariants at each step. */
function play(index: GraphIndex, choose: Choose) {
  const executions = new Map<string, Execution>();
  const endings = new Map<string, number>();
  const open: ExecutionRef[] = [];
  let finished: "succeeded" | "failed" | null = null;
  const record = (execution: Execution) => {
    const key = executionKey(execution.nodeId, execution.item);
    executions.set(key, execution);
    if (hasEnded(execution)) endings.set(key, (endings.get(key) ?? 0) + 1);
  };
  const settle = (changed: ExecutionRef[]) => {
    expect(finished, "nothing happens after the end").toBeNull();
    const next = advance(index, executions, changed);
    for (const { nodeId, item, reason } of next.skipped) {
      expect(executions.has(executionKey(nodeId, item)), "a skipped node was not decided before").toBe(false);
      record({ nodeId, item, status: "skipped", handles: null, reason, items: null });
    }
    for (const loop of next.loopsEnded)
      record({ ...at(loop.nodeId, null), status: loop.status, handles: loop.handles });
    for (const { nodeId, item } of next.ready) {
      expect(executions.has(executionKey(nodeId, item)), "a ready node was not decided before").toBe(false);
      expectJoined(index, executions, nodeId, item);
      record({ nodeId, item, status: "queued", handles: null, reason: null, items: null });
      open.push({ nodeId, item });
    }
    finished = next.finished;
  };
  const at = (nodeId: string, item: number | null): Execution => {
    const found = executions.get(executionKey(nodeId, item));
    if (found === undefined) throw new Error(`no execution of ${nodeId}`);
    return found;
  };
  const begun = beginRun(index, "start");
  for (const each of begun) record(each);
  settle(begun);
  for (let step = 0; open.length > 0; step += 1) {
    expect(step, "a run ends").toBeLessThan(2_000);
    const [ref] = open.splice(choose(open.length), 1);
    if (ref === undefined) break;
    const was = at(ref.nodeId, ref.item);
    const isLoop = index.nodes.get(ref.nodeId)?.body != null;
    if (isLoop && choose(4) > 0) {
      const total = choose(4);
      if (total === 0) record({ ...was, status: "succeeded", handles: ["done"] });
      else record({ ...was, status: "running", items: { total, concurrency: 1 + choose(3) } });
    } else record({ ...was, ...outcome(choose) });
    settle([ref]);
  }
  return { executions, endings, finished: finished as "succeeded" | "failed" | null };
}

function outcome(choose: Choose): Pick<Execution, "status" | "handles"> {
  const roll = choose(6);
  if (roll === 0) return { status: "failed", handles: [] };
  if (roll === 1) return { status: "failed", handles: ["error"] };
  if (roll === 2) return { status: "succeeded", handles: ["other"] };
  if (roll === 3) return { status: "succeeded", handles: ["out"] };
  return { status: "succeeded", handles: null };
}

function expectJoined(
  index: GraphIndex,
  executions: ReadonlyMap<string, Execution>,
  nodeId: string,
  item: number | null,
) {
  const incoming = index.nodes.get(nodeId)?.incoming ?? [];
  let taken = 0;
  for (const edge of incoming) {
    const source = index.nodes.get(edge.source);
    if (source !== undefined && item !== null && isBodyEdge(source.node, edge)) {
      taken += 1;
      continue;
    }
    const execution = executions.get(executionKey(edge.source, item));
    expect(execution !== undefined && hasEnded(execution), `${nodeId} waited for ${edge.source}`).toBe(true);
    if (execution !== undefined && takesHandle(execution, edge.handle)) taken += 1;
  }
  expect(taken, `${nodeId} is ready because an edge was taken`).toBeGreaterThan(0);
}

test("any graph, any order of endings: every node ends exactly once and the run always ends", () => {
  fc.assert(
    fc.property(plan, ({ choices, ...wanted }) => {
      const index = indexGraph(buildGraph(wanted));
      const { executions, endings, finished } = play(index, chooser(choices));
      expect(finished).not.toBeNull();
      for (const count of endings.values()) expect(count).toBe(1);
      for (const execution of executions.values()) expect(hasEnded(execution)).toBe(true);
      for (const [nodeId, { loop }] of index.nodes) {
        const keys = [...endings.keys()].filter((key) => key === nodeId || key.startsWith(`${nodeId}#`));
        expect(keys.length, `${nodeId} ended`).toBeGreaterThan(0);
        if (loop === null) expect(keys).toEqual([nodeId]);
      }
    }),
    { numRuns: 600 },
  );
});

test("a run has failed exactly where a node outside of loops failed and nothing went on from it", () => {
  fc.assert(
    fc.property(plan, ({ choices, ...wanted }) => {
      const index = indexGraph(buildGraph(wanted));
      const { executions, finished } = play(index, chooser(choices));
      const failed = [...executions.values()].some((each) => each.item === null && isUnhandledFailure(each));
      expect(finished).toBe(failed ? "failed" : "succeeded");
    }),
    { numRuns: 300 },
  );
});

test("a node behind a failure that nothing goes on from is never worked on", () => {
  fc.assert(
    fc.property(plan, ({ choices, ...wanted }) => {
      const index = indexGraph(buildGraph(wanted));
      const { executions } = play(index, chooser(choices));
      for (const execution of executions.values()) {
        if (!isUnhandledFailure(execution)) continue;
        for (const edge of index.nodes.get(execution.nodeId)?.outgoing ?? []) {
          const target = executions.get(executionKey(edge.target, execution.item));
          expect(target === undefined || target.status === "skipped").toBe(true);
        }
      }
    }),
    { numRuns: 300 },
  );
});
