import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { workflowTriggers } from "#server/db/schema";
import { graphOf, manual, node, transform } from "#server/runs/testing/graphs";
import { openRunner, person, type RunnerFixture, value } from "#server/runs/testing/runner-fixture";
import { type OpenTestDatabase, testDatabases } from "#server/testing/test-databases";
import { createWebhooks, type Webhooks } from "./webhooks.ts";

describe.each(testDatabases)("workflows on $name", ({ open }) => {
  let database: OpenTestDatabase;
  let fixture: RunnerFixture;
  let webhooks: Webhooks;

  beforeAll(async () => {
    database = await open();
    fixture = await openRunner(database);
    webhooks = createWebhooks({ db: database.db, runs: fixture.runner.service });
  });
  afterAll(async () => {
    await fixture?.close();
    await database?.close();
  });

  const simple = graphOf([manual, transform("a")], [["go", "a"]]);
  const hooked = (secret?: string) =>
    graphOf(
      [node("hook", "webhook-trigger", secret === undefined ? {} : { secret }), transform("a", "$input.body.n")],
      [["hook", "a"]],
    );

  test("a changed graph becomes the next version, the earlier one stays as it was", async () => {
    const { actor, workflows } = fixture;
    const made = value(await workflows.create(actor, { name: "Numbers", graph: simple }));
    expect(made).toMatchObject({ version: 1, nodeCount: 2, triggers: ["manual"] });
    const graph = graphOf(
      [manual, transform("a"), transform("b")],
      [
        ["go", "a"],
        ["a", "b"],
      ],
    );
    expect(value(await workflows.update(actor, made.id, { graph })).version).toBe(2);
    expect(value(await workflows.get(actor, made.id, 1)).graph).toEqual(simple);
    expect(value(await workflows.update(actor, made.id, { name: "Renamed", graph })).version).toBe(2);
    expect(value(await workflows.versions(actor, made.id)).items.map(({ version }) => version)).toEqual([2, 1]);
    const { entries } = await fixture.log.read(`org:${actor.orgId}`, { after: 0, limit: 1_000 });
    const published = entries.filter(
      (entry) => entry.type === "workflow.published" && entry.data.workflowId === made.id,
    );
    expect(published).toHaveLength(2);
  });

  test("S13: a graph with problems is refused with each field, and nothing is stored", async () => {
    const { actor, workflows } = fixture;
    const cyclic = graphOf(
      [manual, transform("a"), transform("b")],
      [
        ["go", "a"],
        ["a", "b"],
        ["b", "a"],
      ],
    );
    const before = value(await workflows.list(actor, {})).items.length;
    expect(await workflows.create(actor, { name: "Bad", graph: cyclic })).toMatchObject({
      code: "graph-invalid",
      field: "graph.edges",
      issues: [{ field: "graph.edges" }],
    });
    expect(value(await workflows.list(actor, {})).items).toHaveLength(before);
  });

  test("S13: text that the database cannot keep is refused, and a backslash is not mistaken for it", async () => {
    const { actor, workflows } = fixture;
    const named = (name: string) => graphOf([manual, { ...transform("a"), name }], [["go", "a"]]);
    expect(await workflows.create(actor, { name: "N", graph: named("a\0b") })).toMatchObject({ code: "graph-invalid" });
    expect(await workflows.create(actor, { name: "N", graph: named("a\ud800b") })).toMatchObject({ field: "graph" });
    expect(await workflows.create(actor, { name: "a\0b", graph: simple })).toMatchObject({ field: "name" });
    expect((await workflows.create(actor, { name: "N", graph: named("a\\u0000b") })).ok).toBe(true);
  });

  test("what one may not see is not found, and what one may not change is forbidden", async () => {
    const { actor, workflows, stranger, teamId } = fixture;
    const made = value(await workflows.create(actor, { name: "Ours", graph: simple, teamId }));
    const outsider = person(actor.orgId, "acme", "editor", []);
    const viewer = person(actor.orgId, "acme", "viewer", [teamId]);
    for (const who of [stranger, outsider]) {
      expect(await workflows.get(who, made.id)).toMatchObject({ code: "not-found" });
      expect(await workflows.update(who, made.id, { name: "Mine" })).toMatchObject({ code: "not-found" });
      expect(await workflows.remove(who, made.id)).toMatchObject({ code: "not-found" });
      expect(value(await workflows.list(who, {})).items.map(({ id }) => id)).not.toContain(made.id);
    }
    expect(value(await workflows.get(viewer, made.id)).name).toBe("Ours");
    expect(await workflows.update(viewer, made.id, { name: "Mine" })).toMatchObject({ code: "forbidden" });
    expect(await workflows.create(stranger, { name: "X", graph: simple, teamId })).toMatchObject({ code: "not-found" });
  });

  test("a webhook with its secret starts a run; a wrong secret is the same as no webhook", async () => {
    const { actor, workflows } = fixture;
    const secret = "a secret of some length";
    const made = value(await workflows.create(actor, { name: "Hook", graph: hooked(secret) }));
    expect(JSON.stringify(value(await workflows.get(actor, made.id)))).not.toContain(secret);
    const call = {
      workflowId: made.id,
      nodeId: "hook",
      body: { n: 7 },
      headers: { "content-type": "application/json" },
    };
    const wrong = await webhooks.receive({ ...call, secret: "another secret, wrong" });
    expect(wrong).toEqual(await webhooks.receive({ ...call, nodeId: "gone", secret }));
    const run = value(await webhooks.receive({ ...call, secret }));
    expect((await fixture.ended(run.id)).trigger).toEqual({ kind: "webhook" });
    expect((await fixture.entries(run.id)).at(-1)?.data).toMatchObject({ output: { text: "7" } });
    expect(value(await workflows.update(actor, made.id, { graph: hooked() })).version).toBe(1);
    expect((await webhooks.receive({ ...call, secret })).ok).toBe(true);
  });

  test("a webhook without a secret answers nobody until one is made", async () => {
    const { actor, workflows } = fixture;
    const made = value(await workflows.create(actor, { name: "Hook", graph: hooked() }));
    const call = { workflowId: made.id, nodeId: "hook", body: { n: 1 }, headers: {} };
    expect(await webhooks.receive({ ...call, secret: "" })).toMatchObject({ code: "not-found" });
    const { secret } = value(await webhooks.rotateSecret(actor, made.id, "hook"));
    expect((await webhooks.receive({ ...call, secret })).ok).toBe(true);
    expect(await webhooks.rotateSecret(fixture.stranger, made.id, "hook")).toMatchObject({ code: "not-found" });
  });

  test("a schedule fires once and has a next time", async () => {
    const { actor, workflows } = fixture;
    const scheduled = graphOf(
      [node("night", "schedule-trigger", { cron: "0 3 * * *", timeZone: "Europe/Berlin" }), transform("a")],
      [["night", "a"]],
    );
    const made = value(await workflows.create(actor, { name: "Nightly", graph: scheduled }));
    const mine = eq(workflowTriggers.workflowId, made.id);
    const [row] = await database.db.select().from(workflowTriggers).where(mine);
    expect(row?.nextAt?.toISOString()).toMatch(/T0[12]:00:00/);
    await database.db
      .update(workflowTriggers)
      .set({ nextAt: new Date(Date.now() - 60_000) })
      .where(mine);
    const run = await vi.waitFor(
      async () => {
        const { items } = value(await fixture.runner.service.list(actor, { workflowId: made.id }));
        expect(items).toHaveLength(1);
        return items[0];
      },
      { timeout: 10_000 },
    );
    expect(run?.trigger.kind).toBe("schedule");
    const [after] = await database.db.select().from(workflowTriggers).where(mine);
    expect(after?.nextAt?.getTime()).toBeGreaterThan(Date.now());
  });

  test("a removed workflow is gone, starts nothing, and its runs stay", async () => {
    const { actor, workflows, runner } = fixture;
    const made = value(await workflows.create(actor, { name: "Gone", graph: simple }));
    const run = value(await runner.service.start(actor, made.id, {}));
    await fixture.ended(run.id);
    expect((await workflows.remove(actor, made.id)).ok).toBe(true);
    expect(await workflows.get(actor, made.id)).toMatchObject({ code: "not-found" });
    expect(await runner.service.start(actor, made.id, {})).toMatchObject({ code: "not-found" });
    expect(value(await runner.service.snapshot(actor, run.id)).graph.nodes).toHaveLength(2);
  });

  test("lists are paged and searched", async () => {
    const { workflows } = fixture;
    const actor = person(fixture.actor.orgId, "acme", "editor", []);
    for (const name of ["100% cotton", "Cotton mill", "Wool"])
      value(await workflows.create(actor, { name, graph: simple }));
    expect(value(await workflows.list(actor, { search: "100%" })).items.map(({ name }) => name)).toEqual([
      "100% cotton",
    ]);
    const first = value(await workflows.list(actor, { search: "cotton", limit: 1 }));
    const second = value(await workflows.list(actor, { search: "cotton", limit: 1, cursor: first.next ?? "" }));
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(["Cotton mill", "100% cotton"]);
    expect(second.next).toBeNull();
  });
});
