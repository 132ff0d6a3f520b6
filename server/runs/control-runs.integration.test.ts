import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { OpenTestDatabase } from "#server/testing/test-databases";
import { testDatabases } from "#server/testing/test-databases";
import { graphOf, manual, node, transform } from "./testing/graphs.ts";
import { openRunner, person, type RunnerFixture, story, value } from "./testing/runner-fixture.ts";

describe.each(testDatabases)("steering and looking at runs on $name", ({ open }) => {
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

  test("an approval waits for a person, shows in the summary, and goes the way of the answer", async () => {
    const graph = graphOf(
      [
        manual,
        node("ask", "approval", { prompt: "Send {{ $input.text }}?" }),
        transform("yes", "$input.approved"),
        transform("no"),
      ],
      [
        ["go", "ask"],
        ["ask", "yes", "approved"],
        ["ask", "no", "rejected"],
      ],
    );
    const { service } = fixture.runner;
    const started = value(await service.start(fixture.actor, await fixture.publish(graph), { input: { text: "it" } }));
    const waiting = await vi.waitFor(async () => {
      const run = value(await service.get(fixture.actor, started.id));
      expect(run.waitingNodes).toEqual([{ id: "ask", name: "ask" }]);
      return run;
    });
    expect(waiting.counts.waiting).toBe(1);
    expect(await service.decide(fixture.actor, started.id, "yes", { approved: true })).toMatchObject({
      code: "not-waiting",
    });
    expect(await service.decide(fixture.stranger, started.id, "ask", { approved: true })).toMatchObject({
      code: "not-found",
    });
    expect(value(await service.decide(fixture.actor, started.id, "ask", { approved: true })).waitingNodes).toEqual([]);
    expect(await service.decide(fixture.actor, started.id, "ask", { approved: true })).toMatchObject({ ok: false });
    const run = await fixture.ended(started.id);
    expect(run.status).toBe("succeeded");
    const entries = await fixture.entries(run.id);
    const asked = entries.find(({ type }) => type === "run.node.waiting");
    expect(asked?.data).toMatchObject({ prompt: "Send it?", reason: "approval" });
  });

  test("a paused run starts nothing more, and goes on where it was when resumed", async () => {
    const graph = graphOf(
      [manual, node("w", "wait", { seconds: 0.3 }), transform("after", "'went on'")],
      [
        ["go", "w"],
        ["w", "after"],
      ],
    );
    const { service } = fixture.runner;
    const started = value(await service.start(fixture.actor, await fixture.publish(graph), {}));
    await vi.waitFor(async () => expect(story(await fixture.entries(started.id))).toContain("run.node.waiting w"));
    expect(value(await service.pause(fixture.actor, started.id)).status).toBe("paused");
    await expect.poll(() => fixture.openJobs(), { timeout: 5_000 }).toBe(0);
    expect(story(await fixture.entries(started.id))).not.toContain("run.node.started after");
    expect(value(await service.resume(fixture.actor, started.id)).status).toBe("running");
    const run = await fixture.ended(started.id);
    expect(run.status).toBe("succeeded");
  });

  test("cancelling stops what works at once and absorbs what comes later", async () => {
    const slow = node("slow", "llm", { prompt: `Write about ${"something long ".repeat(30)}` });
    const { service } = fixture.runner;
    const started = value(
      await service.start(fixture.actor, await fixture.publish(graphOf([manual, slow], [["go", "slow"]])), {}),
    );
    await vi.waitFor(async () => expect(story(await fixture.entries(started.id))).toContain("run.node.started slow"));
    expect(value(await service.cancel(fixture.actor, started.id)).status).toBe("cancelled");
    expect(await service.cancel(fixture.actor, started.id)).toMatchObject({ ok: false, code: "already-finished" });
    await expect.poll(() => fixture.openJobs(), { timeout: 5_000 }).toBe(0);
    expect((await fixture.entries(started.id)).at(-1)?.type).toBe("run.finished");
  });

  test("a retry from a node takes over what came before it", async () => {
    const graph = graphOf(
      [manual, transform("a", "$random()"), transform("b", "$trigger.fail and $attempt < 2 ? $error('no') : $input")],
      [
        ["go", "a"],
        ["a", "b"],
      ],
    );
    const first = await fixture.play(graph, { fail: true });
    expect(first.run.status).toBe("failed");
    const again = value(await fixture.runner.service.retry(fixture.actor, first.run.id, { fromNodeId: "b" }));
    expect(again.trigger).toMatchObject({ kind: "retry", runId: first.run.id });
    const run = await fixture.ended(again.id);
    const entries = await fixture.entries(run.id);
    const outputOf = (all: typeof entries) =>
      all.find((entry) => entry.type === "run.node.succeeded" && entry.data.nodeId === "a")?.data;
    expect(outputOf(entries)).toMatchObject({ output: (outputOf(first.entries) as { output: unknown }).output });
    expect(story(entries)).not.toContain("run.node.queued a");
    expect(story(entries)).toContain("run.node.started b");
  });

  test("a sub-workflow's run belongs to its parent, which goes on with its output", async () => {
    const child = await fixture.publish(graphOf([manual, transform("double", "$input.n * 2")], [["go", "double"]]));
    const graph = graphOf(
      [
        manual,
        node("call", "sub-workflow", { workflowId: child, input: "{ 'n': $input.n }" }),
        transform("after", "$input + 1"),
      ],
      [
        ["go", "call"],
        ["call", "after"],
      ],
    );
    const { run, state, entries } = await fixture.play(graph, { n: 4 });
    expect(run.status).toBe("succeeded");
    expect(state.output?.text).toBe("9");
    const waiting = entries.find((entry) => entry.type === "run.node.waiting");
    const childRunId = waiting?.type === "run.node.waiting" ? waiting.data.childRunId : undefined;
    const childRun = value(await fixture.runner.service.get(fixture.actor, childRunId ?? ""));
    expect(childRun).toMatchObject({ status: "succeeded", trigger: { kind: "sub-workflow", runId: run.id } });
  });

  test("what a team's run hands to everybody's workflow stays with the team", async () => {
    const child = await fixture.publish(graphOf([manual, transform("a")], [["go", "a"]]));
    const graph = graphOf([manual, node("call", "sub-workflow", { workflowId: child })], [["go", "call"]]);
    const { service } = fixture.runner;
    const started = value(await service.start(fixture.actor, await fixture.publish(graph, fixture.teamId), {}));
    await fixture.ended(started.id);
    const runs = value(await service.list(fixture.actor, { workflowId: child })).items;
    expect(runs).toMatchObject([{ teamId: fixture.teamId, trigger: { kind: "sub-workflow", runId: started.id } }]);
    const outsider = person(fixture.actor.orgId, fixture.actor.orgName, "editor", []);
    expect(value(await service.list(outsider, { workflowId: child })).items).toEqual([]);
    expect(await service.snapshot(outsider, runs[0]?.id ?? "")).toMatchObject({ code: "not-found" });
  });

  test("a workflow that starts itself ends at the depth limit", async () => {
    const id = await fixture.publish(graphOf([manual, transform("a")], [["go", "a"]]));
    const graph = graphOf([manual, node("self", "sub-workflow", { workflowId: id })], [["go", "self"]]);
    value(await fixture.workflows.update(fixture.actor, id, { graph }));
    const started = value(await fixture.runner.service.start(fixture.actor, id, {}));
    expect((await fixture.ended(started.id)).status).toBe("failed");
    const { items } = value(await fixture.runner.service.list(fixture.actor, { workflowId: id }));
    expect(items).toHaveLength(10);
  });

  test("what another organization, or another team, started is not found", async () => {
    const graph = graphOf([manual, transform("a")], [["go", "a"]]);
    const { run } = await fixture.play(graph);
    const { service } = fixture.runner;
    for (const ask of [service.get, service.snapshot, service.cancel, service.pause]) {
      expect(await ask(fixture.stranger, run.id)).toMatchObject({ ok: false, code: "not-found" });
    }
    expect(value(await service.list(fixture.stranger, {})).items).toEqual([]);
    const workflowId = await fixture.publish(graph, fixture.teamId);
    const outsider = person(fixture.actor.orgId, "acme", "editor", []);
    expect(await service.start(outsider, workflowId, {})).toMatchObject({ code: "not-found" });
    const viewer = person(fixture.actor.orgId, "acme", "viewer", [fixture.teamId]);
    expect(await service.start(viewer, workflowId, {})).toMatchObject({ code: "forbidden" });
  });

  test("run.updated is heard by the run's team at its start and its end", async () => {
    const workflowId = await fixture.publish(graphOf([manual, transform("a")], [["go", "a"]]), fixture.teamId);
    const started = value(await fixture.runner.service.start(fixture.actor, workflowId, {}));
    await fixture.ended(started.id);
    const { entries } = await fixture.log.read(`team:${fixture.teamId}`, { after: 0, limit: 100 });
    const seen = entries.flatMap((entry) =>
      entry.type === "run.updated" && entry.data.run.id === started.id ? [entry.data.run.status] : [],
    );
    expect(seen).toEqual(["running", "succeeded"]);
  });

  test("lists are paged by a cursor, newest first", async () => {
    const workflowId = await fixture.publish(graphOf([manual, transform("a")], [["go", "a"]]));
    const ids: string[] = [];
    for (let at = 0; at < 5; at += 1)
      ids.unshift(value(await fixture.runner.service.start(fixture.actor, workflowId, {})).id);
    const first = value(await fixture.runner.service.list(fixture.actor, { workflowId, limit: 3 }));
    const second = value(
      await fixture.runner.service.list(fixture.actor, { workflowId, limit: 3, cursor: first.next ?? "" }),
    );
    expect(new Set([...first.items, ...second.items].map(({ id }) => id))).toEqual(new Set(ids));
    expect(second.next).toBeNull();
    expect(await fixture.runner.service.list(fixture.actor, { cursor: "nonsense" })).toMatchObject({ field: "cursor" });
  });
});
