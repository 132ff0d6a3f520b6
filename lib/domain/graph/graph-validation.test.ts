import { expect, test } from "vitest";
import type { Graph, GraphNode } from "#lib/contract/graph";
import { validateGraph } from "./graph-validation.ts";

const settingsOf: Record<string, Record<string, unknown>> = {
  transform: { expression: "$input" },
  branch: { cases: [{ handle: "yes", when: "$input.ok" }] },
};

function node(id: string, kind: string, settings = settingsOf[kind] ?? {}): GraphNode {
  return { id, kind, name: id.toUpperCase(), position: { x: 0, y: 0 }, settings };
}

function graphOf(nodes: GraphNode[], edges: [string, string, string?][]): Graph {
  return {
    nodes,
    edges: edges.map(([source, target, handle], at) => ({
      id: `e${at}`,
      source,
      target,
      ...(handle !== undefined && { sourceHandle: handle }),
    })),
    notes: [],
    groups: [],
  };
}

const go = node("go", "manual-trigger");

function only(graph: Graph) {
  const { problems } = validateGraph(graph);
  expect(problems).toHaveLength(1);
  return problems[0];
}

test("a sound graph has no problems", () => {
  const graph = graphOf(
    [go, node("if", "branch"), node("loop", "loop"), node("work", "transform"), node("end", "transform")],
    [
      ["go", "if"],
      ["if", "loop", "yes"],
      ["loop", "work", "each"],
      ["loop", "end", "done"],
      ["if", "end", "otherwise"],
    ],
  );
  expect(validateGraph(graph).problems).toEqual([]);
});

test("S13: a cycle names its nodes", () => {
  const graph = graphOf(
    [go, node("a", "transform"), node("b", "transform")],
    [
      ["go", "a"],
      ["a", "b"],
      ["b", "a"],
    ],
  );
  expect(only(graph)).toMatchObject({ code: "cycle", field: "edges", message: expect.stringContaining("A → B → A") });
});

test("S13: an edge to nowhere names the edge's end", () => {
  expect(only(graphOf([go], [["go", "gone"]]))).toMatchObject({ code: "edge-to-nowhere", field: "edges.0.target" });
});

test("S13: a duplicate id names the second", () => {
  const graph = graphOf([go, node("a", "transform"), node("a", "transform")], [["go", "a"]]);
  expect(only(graph)).toMatchObject({ code: "duplicate-id", field: "nodes.2.id" });
});

test("S13: an unknown handle says which there are", () => {
  const graph = graphOf(
    [go, node("if", "branch"), node("a", "transform")],
    [
      ["go", "if"],
      ["if", "a"],
    ],
  );
  expect(only(graph)).toMatchObject({ code: "unknown-handle", message: expect.stringContaining("'yes', 'otherwise'") });
});

test("S13: an error handle exists only where the node goes on when it fails", () => {
  const nodes = (onError: string) => [go, node("a", "transform", { expression: "1", onError }), node("b", "transform")];
  const edges: [string, string, string?][] = [
    ["go", "a"],
    ["a", "b", "error"],
  ];
  expect(validateGraph(graphOf(nodes("continue"), edges)).problems).toEqual([]);
  expect(only(graphOf(nodes("fail"), edges))).toMatchObject({ code: "unknown-handle" });
});

test("S13: broken JSONata names the field, in a whole expression and in a template", () => {
  const whole = graphOf([go, node("a", "transform", { expression: "$input.(" })], [["go", "a"]]);
  expect(only(whole)).toMatchObject({ code: "expression-invalid", field: "nodes.1.settings.expression" });
  const url = graphOf([go, node("a", "http-request", { url: "https://x.test/{{ $input. }}" })], [["go", "a"]]);
  expect(only(url)).toMatchObject({ code: "expression-invalid", field: "nodes.1.settings.url" });
});

test("S13: a setting that the kind does not have is refused, and the ones it has are named", () => {
  const problem = only(graphOf([node("s", "schedule-trigger", { cron: "0 3 * * *", timezone: "Europe/Berlin" })], []));
  expect(problem).toMatchObject({ code: "settings-invalid", field: "nodes.0.settings.timezone" });
  expect(problem?.message).toBe("'S': there is no setting 'timezone'; this kind has cron, timeZone");
});

test("S13: settings that do not fit name the setting", () => {
  const graph = graphOf([go, node("a", "wait", { seconds: -1 })], [["go", "a"]]);
  expect(only(graph)).toMatchObject({ code: "settings-invalid", field: "nodes.1.settings.seconds" });
});

test("S13: a schedule's cron and time zone are checked", () => {
  const cron = graphOf([node("s", "schedule-trigger", { cron: "99 * * * *" })], []);
  expect(only(cron)).toMatchObject({ code: "settings-invalid", field: "nodes.0.settings.cron" });
  const zone = graphOf([node("s", "schedule-trigger", { cron: "0 3 * * *", timeZone: "Mars/Base" })], []);
  expect(only(zone)).toMatchObject({ field: "nodes.0.settings.timeZone" });
});

test("S13: a graph without a trigger, and a node that nothing leads to, are refused", () => {
  const codes = validateGraph(graphOf([node("a", "transform")], [])).problems.map(({ code }) => code);
  expect(codes).toEqual(["no-trigger", "unreachable"]);
});

test("S13: a graph above the limit is refused with the limit", () => {
  const many = Array.from({ length: 5_001 }, (_, at) => node(`n${at}`, "transform"));
  expect(only(graphOf(many, []))).toMatchObject({ code: "too-large", field: "nodes", limit: 5_000 });
});

test("a loop's body may not be empty, hold a loop, or share nodes with the outside", () => {
  const loop = node("loop", "loop");
  const empty = graphOf([go, loop], [["go", "loop"]]);
  expect(only(empty)).toMatchObject({ code: "loop-body", message: expect.stringContaining("has no body") });
  const shared = graphOf(
    [go, loop, node("work", "transform")],
    [
      ["go", "loop"],
      ["loop", "work", "each"],
      ["loop", "work", "done"],
    ],
  );
  expect(only(shared)).toMatchObject({ code: "loop-body", field: "nodes.2" });
  const nested = graphOf(
    [go, loop, node("inner", "loop"), node("work", "transform")],
    [
      ["go", "loop"],
      ["loop", "inner", "each"],
      ["inner", "work", "each"],
    ],
  );
  expect(validateGraph(nested).problems[0]).toMatchObject({ message: expect.stringContaining("another loop") });
});

test("a chain of 5,000 nodes is checked in good time", () => {
  const nodes = [go, ...Array.from({ length: 4_999 }, (_, at) => node(`n${at}`, "wait"))];
  const edges = nodes.slice(1).map((each, at): [string, string] => [nodes[at]?.id ?? "go", each.id]);
  const began = performance.now();
  expect(validateGraph(graphOf(nodes, edges)).problems).toEqual([]);
  expect(performance.now() - began).toBeLessThan(2_000);
});
