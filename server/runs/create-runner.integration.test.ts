import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenTestDatabase } from "#server/testing/test-databases";
import { testDatabases } from "#server/testing/test-databases";
import { graphOf, manual, node, transform } from "./testing/graphs.ts";
import { openRunner, type RunnerFixture, story, value } from "./testing/runner-fixture.ts";

describe.each(testDatabases)("the runner on $name", ({ open }) => {
  let database: OpenTestDatabase;
  let fixture: RunnerFixture;

  beforeAll(async () => {
    database = await open();
    fixture = await openRunner(database);
  });
  afterAll(async () => {
    await fixture?.close();
    await database?.close();
  });

  test("a run goes from its trigger through its nodes to its end, each step an entry", async () => {
    const graph = graphOf(
      [manual, transform("a", "$input.n + 1"), transform("b", "$input * 2")],
      [
        ["go", "a"],
        ["a", "b"],
      ],
    );
    const { run, entries, state } = await fixture.play(graph, { n: 20 });
    expect(run.status).toBe("succeeded");
    expect(story(entries)).toEqual([
      "run.queued",
      "run.started",
      "run.node.started go",
      "run.node.succeeded go",
      "run.node.queued a",
      "run.node.started a",
      "run.node.succeeded a",
      "run.node.queued b",
      "run.node.started b",
      "run.node.succeeded b",
      "run.finished",
    ]);
    expect(state.output?.text).toBe("42");
    expect(run.counts).toMatchObject({ total: 3, succeeded: 3, running: 0 });
  });

  test("S8: a snapshot says which offset it reflects, and is the fold of all entries up to it", async () => {
    const { run, state } = await fixture.play(graphOf([manual, transform("a")], [["go", "a"]]), { x: 1 });
    const snapshot = value(await fixture.runner.service.snapshot(fixture.actor, run.id));
    expect(snapshot.state).toEqual(state);
    expect(snapshot.graph.nodes).toHaveLength(2);
  });

  test("a branch takes one way, the other is skipped, and a join goes on with what came", async () => {
    const graph = graphOf(
      [
        manual,
        node("if", "branch", { cases: [{ handle: "big", when: "$input.n > 10" }] }),
        transform("big", "'big'"),
        transform("small", "'small'"),
        transform("join"),
      ],
      [
        ["go", "if"],
        ["if", "big", "big"],
        ["if", "small", "otherwise"],
        ["big", "join"],
        ["small", "join"],
      ],
    );
    const { run, state } = await fixture.play(graph, { n: 3 });
    expect(run.status).toBe("succeeded");
    expect(state.nodes.big?.status).toBe("skipped");
    expect(state.nodes.if?.handles).toEqual(["otherwise"]);
    expect(state.output?.text).toBe('"small"');
  });

  test("a join of two branches gets an object by source node", async () => {
    const graph = graphOf(
      [
        manual,
        transform("a", "1"),
        transform("b", "2"),
        transform("sum", "$input.a + $input.b + $nodes.a + $trigger.n"),
      ],
      [
        ["go", "a"],
        ["go", "b"],
        ["a", "sum"],
        ["b", "sum"],
      ],
    );
    expect((await fixture.play(graph, { n: 100 })).state.output?.text).toBe("104");
  });

  test("a loop runs its body once an item and goes on with the results in order", async () => {
    const graph = graphOf(
      [
        manual,
        node("loop", "loop", { items: "$input.list", concurrency: 3 }),
        transform("square", "$input * $input"),
        transform("plus", "$input + $index"),
        transform("after", "$sum($input)"),
      ],
      [
        ["go", "loop"],
        ["loop", "square", "each"],
        ["square", "plus"],
        ["loop", "after", "done"],
      ],
    );
    const { run, state } = await fixture.play(graph, { list: [1, 2, 3, 4, 5] });
    expect(run.status).toBe("succeeded");
    expect(state.nodes.loop?.itemsTotal).toBe(5);
    expect(state.nodes.loop?.output?.text).toBe("[1,5,11,19,29]");
    expect(Object.keys(state.nodes.plus?.items ?? {})).toHaveLength(5);
    expect(state.output?.text).toBe("65");
  });

  test("a loop with a failed item fails, naming the item, and the other items are done", async () => {
    const graph = graphOf(
      [
        manual,
        node("loop", "loop", { items: "[1, 2, 3]" }),
        transform("work", "$input = 2 ? $error('no twos') : $input"),
      ],
      [
        ["go", "loop"],
        ["loop", "work", "each"],
      ],
    );
    const { run, state } = await fixture.play(graph);
    expect(run.status).toBe("failed");
    expect(run.error?.message).toContain("1 of 3 items failed: 1");
    expect(state.nodes.work?.items?.[2]?.status).toBe("succeeded");
  });

  test("a loop without items goes on, its body skipped", async () => {
    const graph = graphOf(
      [manual, node("loop", "loop", { items: "[]" }), transform("work"), transform("after", "$count($input)")],
      [
        ["go", "loop"],
        ["loop", "work", "each"],
        ["loop", "after", "done"],
      ],
    );
    const { state } = await fixture.play(graph);
    expect(state.nodes.work?.status).toBe("skipped");
    expect(state.output?.text).toBe("0");
  });

  test("a failed attempt is tried again after its delay, and what succeeds then goes on", async () => {
    const flaky = transform("flaky", "$attempt < 3 ? $error('not yet') : 'done at ' & $attempt", {
      retries: 3,
      retryDelaySeconds: 0.1,
      backoff: "fixed",
    });
    const { run, state } = await fixture.play(graphOf([manual, flaky], [["go", "flaky"]]));
    expect(run.status).toBe("succeeded");
    expect(state.nodes.flaky).toMatchObject({ attempt: 3, retries: 2 });
    expect(state.output?.text).toBe('"done at 3"');
  });

  test("a node that fails for good fails the run and skips what follows", async () => {
    const graph = graphOf(
      [manual, transform("bad", "$error('broken')"), transform("after")],
      [
        ["go", "bad"],
        ["bad", "after"],
      ],
    );
    const { run, state } = await fixture.play(graph);
    expect(run).toMatchObject({ status: "failed", error: { code: "expression-failed", message: "bad: broken" } });
    expect(state.nodes.after?.status).toBe("skipped");
  });

  test("a node that continues on errors hands the error on by its handle", async () => {
    const graph = graphOf(
      [
        manual,
        transform("bad", "$error('broken')", { onError: "continue" }),
        transform("good"),
        transform("mend", "$input.error.message"),
      ],
      [
        ["go", "bad"],
        ["bad", "good"],
        ["bad", "mend", "error"],
      ],
    );
    const { run, state } = await fixture.play(graph);
    expect(run.status).toBe("succeeded");
    expect(state.nodes.bad).toMatchObject({ status: "failed", handles: ["error"] });
    expect(state.nodes.good?.status).toBe("skipped");
    expect(state.output?.text).toBe('"broken"');
  });

  test("a wait ends at its time, and passes on what arrived", async () => {
    const { run, state } = await fixture.play(graphOf([manual, node("w", "wait", { seconds: 0.2 })], [["go", "w"]]), {
      a: 1,
    });
    expect(run.status).toBe("succeeded");
    expect(state.nodes.w?.durationMs).toBeGreaterThanOrEqual(200);
    expect(state.output?.text).toBe('{"a":1}');
  });

  test("an LLM node without a model is simulated, says so, and streams its answer as signals", async () => {
    const before = fixture.signals.length;
    const { run, entries, state } = await fixture.play(
      graphOf([manual, node("ask", "llm", { prompt: "Describe signals" })], [["go", "ask"]]),
    );
    expect(run.status).toBe("succeeded");
    expect(state.nodes.ask).toMatchObject({ simulated: true, cost: { micros: 0, currency: "USD" } });
    const signals = fixture.signals.slice(before).filter(({ stream }) => stream === `run:${run.id}`);
    const text = signals.map((signal) => (signal.type === "run.node.output" ? signal.data.text : "")).join("");
    expect(JSON.stringify(text)).toBe(state.nodes.ask?.output?.text);
    expect(story(entries)).toContain("run.cost.recorded ask");
  });

  test("S13: an output above the limit fails the node and names the limit", async () => {
    const { run } = await fixture.play(graphOf([manual, transform("big", "$pad('', 1100000, 'x')")], [["go", "big"]]));
    expect(run.error).toMatchObject({ code: "output-too-large", message: expect.stringContaining("1048576") });
  });

  test("a run of 150 nodes takes a few seconds at most", async () => {
    const nodes = [manual, ...Array.from({ length: 149 }, (_, at) => transform(`n${at}`, "1"))];
    const edges = nodes.slice(1).map(({ id }, at): [string, string] => [at < 10 ? "go" : `n${at - 10}`, id]);
    const began = performance.now();
    const { run } = await fixture.play(graphOf(nodes, edges));
    expect(run.status).toBe("succeeded");
    // Far above what it takes, for machines that do other things as well.
    expect(performance.now() - began).toBeLessThan(15_000);
  });
});
