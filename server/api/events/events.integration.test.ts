import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { streamName } from "#lib/contract/stream-name";
import { startTestApi, type TestApi } from "#server/api/testing/start-test-api";
import { runs } from "#server/db/schema";
import { type OpenTestDatabase, testDatabases } from "#server/testing/test-databases";

describe.each(testDatabases)("POST /events on $name", ({ open }) => {
  let database: OpenTestDatabase;
  let api: TestApi;
  let acme: string;

  beforeAll(async () => {
    database = await open();
    api = await startTestApi(database);
    acme = await api.bearer("acme");
  });
  afterAll(async () => {
    await api.close();
    await database.close();
  });

  let ids = 0;
  function runId() {
    ids += 1;
    return `run-${ids}`;
  }
  function event(run: string, type: string, data: object = {}, more: object = {}) {
    ids += 1;
    return { specversion: "1.0", id: `e${ids}`, source: `/runs/${run}`, type, data, ...more };
  }
  async function post(body: unknown, authorization = acme, contentType = "application/json") {
    const response = await fetch(`${api.url}/api/v1/events`, {
      method: "POST",
      headers: { "content-type": contentType, authorization },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }
  const rowOf = async (run: string) => (await api.db.select().from(runs).where(eq(runs.id, run)))[0];
  const entriesOf = async (stream: string) => (await api.log.read(stream, { after: 0, limit: 1000 })).entries;

  it("makes a run known by its first event, draws it, and projects its row", async () => {
    const run = runId();
    const graph = {
      nodes: [
        { id: "a", kind: "task", name: "A" },
        { id: "b", kind: "task", name: "B" },
      ],
      edges: [{ source: "a", target: "b" }],
    };
    const batch = [
      event(run, "run.queued", { workflowName: "Nightly", graph }),
      event(run, "run.started"),
      event(run, "run.node.started", { nodeId: "a" }),
      event(run, "run.node.succeeded", { nodeId: "a", durationMs: 12 }),
    ];
    expect(await post(batch, acme, "application/cloudevents-batch+json")).toEqual({
      status: 200,
      body: { accepted: 4, duplicates: 0, rejected: [] },
    });
    const row = await rowOf(run);
    expect(row).toMatchObject({ status: "running", workflowName: "Nightly", teamId: null, revision: 1 });
    expect(row?.counts).toEqual({ total: 2, succeeded: 1, failed: 0, skipped: 0, running: 0, waiting: 0 });
    const [a, b] = row?.graph?.nodes ?? [];
    expect(b?.position.x).toBeGreaterThan((a?.position.x ?? 0) + 200);
    const entries = await entriesOf(streamName("run", run));
    expect(entries.map(({ type, offset }) => [type, offset])).toEqual([
      ["run.queued", 1],
      ["run.started", 2],
      ["run.node.started", 3],
      ["run.node.succeeded", 4],
    ]);
    expect(JSON.stringify(entries)).not.toContain('"graph"');
    const announced = (await entriesOf(streamName("org", api.orgs.acme.orgId))).at(-1);
    expect(announced).toMatchObject({
      type: "run.updated",
      data: { run: { id: run, status: "running", revision: 1 } },
    });
  });

  it("S3: takes a request that is sent twice once", async () => {
    const run = runId();
    const batch = [event(run, "run.started"), event(run, "run.node.started", { nodeId: "x" })];
    expect((await post(batch)).body).toEqual({ accepted: 2, duplicates: 0, rejected: [] });
    const before = await rowOf(run);
    expect((await post(batch)).body).toEqual({ accepted: 0, duplicates: 2, rejected: [] });
    expect(await rowOf(run)).toEqual(before);
    expect(await entriesOf(streamName("run", run))).toHaveLength(2);
    expect((await post([batch[0], batch[0]].map((each) => ({ ...each, id: "same" })))).body).toMatchObject({
      accepted: 1,
      duplicates: 1,
    });
  });

  it("adds nodes that no graph declared", async () => {
    const run = runId();
    await post(event(run, "run.node.started", { nodeId: "later" }));
    await post([
      event(run, "run.node.started", { nodeId: "another" }),
      event(run, "run.node.log", { nodeId: "later", message: "hi" }),
    ]);
    const row = await rowOf(run);
    expect(row?.graph?.nodes.map(({ id }) => id)).toEqual(["later", "another"]);
    expect(row?.graph?.nodes[0]?.position).not.toEqual(row?.graph?.nodes[1]?.position);
    expect(row?.counts).toMatchObject({ total: 2, running: 2 });
    await post(
      event(run, "run.queued", {
        workflowName: "Named late",
        graph: { nodes: [{ id: "another", kind: "k", name: "Another" }], edges: [] },
      }),
    );
    const named = await rowOf(run);
    expect(named?.workflowName).toBe("Named late");
    expect(named?.graph?.nodes.map(({ name }) => name)).toEqual(["Another", "later"]);
  });

  it("S12: keeps what comes after the end, and lets it change nothing", async () => {
    const run = runId();
    await post([
      event(run, "run.started"),
      event(run, "run.node.started", { nodeId: "x" }),
      event(run, "run.finished", { status: "succeeded" }),
    ]);
    const ended = await rowOf(run);
    expect(ended?.status).toBe("succeeded");
    expect(
      (await post([event(run, "run.paused"), event(run, "run.finished", { status: "failed" })])).body,
    ).toMatchObject({ accepted: 2 });
    expect(await rowOf(run)).toEqual(ended);
  });

  it("S13: refuses each bad event with its field, and takes the others", async () => {
    const run = runId();
    const { body } = await post([
      event(run, "run.started"),
      event(run, "run.exploded"),
      event(run, "run.node.started", {}),
      event(run, "run.updated", {}),
      event(run, "run.node.started", { nodeId: "x" }, { dataschema: "/schemas/run.node.started/2" }),
      event(run, "run.started", {}, { source: "/orgs/globex/runs/1" }),
      event(run, "run.started", {}, { stream: "team:t1" }),
      { ...event(run, "run.started"), specversion: "0.3" },
      "nonsense",
      event(run, "run.queued", { workflowName: "x", graph: { nodes: [], edges: [{ source: "a", target: "b" }] } }),
      event(run, "run.queued", { workflowName: "x", workflowId: "wf_nowhere" }),
    ]);
    expect(body.accepted).toBe(1);
    expect(body.rejected.map(({ index, code, field }: Record<string, unknown>) => [index, code, field])).toEqual([
      [1, "unknown-event", "type"],
      [2, "invalid-input", "data.nodeId"],
      [3, "invalid-input", "type"],
      [4, "version-unsupported", "dataschema"],
      [5, "not-found", "source"],
      [6, "unknown-stream", "stream"],
      [7, "invalid-input", "specversion"],
      [8, "invalid-input", "(root)"],
      [9, "graph-invalid", "data.graph.edges.0.source"],
      [10, "not-found", "data.workflowId"],
    ]);
  });

  it("answers a single refused event as a problem that names the field", async () => {
    const { status, body } = await post(event(runId(), "run.node.started", { nodeId: "not ok" }));
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: "invalid-input", field: "data.nodeId", accepted: 0, rejected: [{ index: 0 }] });
  });

  it("keeps organizations and teams apart", async () => {
    const run = runId();
    const support = await api.bearer("acme", { team: "Support" });
    const research = await api.bearer("acme", { team: "Research" });
    await post(event(run, "run.started"), support);
    expect((await rowOf(run))?.teamId).toBe(api.orgs.acme.teamIds.Support);
    for (const other of [research, await api.bearer("globex")]) {
      const { status, body } = await post(event(run, "run.finished", { status: "failed" }), other);
      expect([status, body.code, body.field]).toEqual([409, "conflict", "source"]);
    }
    expect((await rowOf(run))?.status).toBe("running");
    const both = await Promise.all([
      post([event("shared", "run.started")], acme),
      post([event("shared", "run.started")], await api.bearer("globex")),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it("wants the scope, a known content type, JSON, and no more than the limits", async () => {
    const reader = await api.bearer("acme", { scopes: ["runs:read"] });
    const good = event(runId(), "run.started");
    expect(await post(good, reader)).toMatchObject({ status: 403, body: { code: "scope-missing" } });
    expect(await post(good, "Bearer sbx_wrong")).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
    expect(await post(good, acme, "text/plain")).toMatchObject({ status: 415, body: { field: "Content-Type" } });
    expect(await post("{", acme)).toMatchObject({ status: 400, body: { code: "malformed-json" } });
    const many = Array.from({ length: 1_001 }, () => good);
    expect(await post(many)).toMatchObject({ status: 413, body: { code: "too-many", limit: 1_000 } });
    const large = [{ ...good, data: { text: "x".repeat(5 * 1024 * 1024) } }];
    expect(await post(large)).toMatchObject({ status: 413, body: { code: "too-large", limit: 5 * 1024 * 1024 } });
    expect(await entriesOf(streamName("run", good.source.slice(6)))).toEqual([]);
  });

  it("stores nothing, and remembers nothing, where the database fails in the middle of an append", async () => {
    const run = runId();
    await post(event(run, "run.started"));
    const before = await rowOf(run);
    const batch = [
      event(run, "run.node.started", { nodeId: "x" }),
      event(run, "run.finished", { status: "succeeded" }),
    ];
    await api.db.execute(sql`alter table stream_entries rename to stream_entries_away`);
    const failed = await post(batch);
    await api.db.execute(sql`alter table stream_entries_away rename to stream_entries`);
    expect([failed.status, failed.body.code]).toEqual([500, "internal"]);
    expect(JSON.stringify(failed.body)).not.toContain("stream_entries");
    expect(await rowOf(run)).toEqual(before);
    expect((await post(batch)).body).toEqual({ accepted: 2, duplicates: 0, rejected: [] });
    expect((await rowOf(run))?.status).toBe("succeeded");
    expect(await entriesOf(streamName("run", run))).toHaveLength(3);
  });

  it("keeps text that Postgres cannot hold out of the row, and takes the event", async () => {
    const run = runId();
    const message = "half \ud800 and nul \u0000";
    const error = { code: "x", message };
    const batch = [
      event(run, "run.queued", { workflowName: `N\u0000ame` }),
      event(run, "run.finished", { status: "failed", error }),
    ];
    expect((await post(batch)).body).toEqual({ accepted: 2, duplicates: 0, rejected: [] });
    expect(await rowOf(run)).toMatchObject({
      workflowName: "N\ufffdame",
      error: { message: "half \ufffd and nul \ufffd" },
    });
  });

  it("takes concurrent requests for one run without losing or repeating an event", async () => {
    const run = runId();
    const requests = Array.from({ length: 30 }, (_, index) => [
      event(run, "run.node.started", { nodeId: `n${index}` }),
      event(run, "run.node.succeeded", { nodeId: `n${index}` }),
    ]);
    const answers = await Promise.all([...requests, ...requests].map((batch) => post(batch)));
    const accepted = answers.reduce((sum, { body }) => sum + body.accepted, 0);
    const duplicates = answers.reduce((sum, { body }) => sum + body.duplicates, 0);
    expect([accepted, duplicates]).toEqual([60, 60]);
    const entries = await entriesOf(streamName("run", run));
    expect(entries.map(({ offset }) => offset)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    expect((await rowOf(run))?.counts).toMatchObject({ total: 30, succeeded: 30 });
  });

  it("keeps a team's workflow from the readers of a run that was begun outside of the team", async () => {
    const team = await api.bearer("acme", { team: "Research" });
    const position = { x: 0, y: 0 };
    const graph = {
      nodes: [{ id: "start", kind: "manual-trigger", name: "Start", position, settings: {} }],
      edges: [],
    };
    const made = await fetch(`${api.url}/api/v1/workflows`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: team },
      body: JSON.stringify({ name: "Secret plans", teamId: api.orgs.acme.teamIds.Research, graph }),
    });
    const { id: workflowId } = await made.json();
    const queued = (run: string) => event(run, "run.queued", { workflowName: "Secret plans", workflowId });
    const begun = runId();
    await post(event(begun, "run.started"));
    expect((await post(queued(begun))).body).toMatchObject({ code: "conflict", field: "data.workflowId" });
    expect(await rowOf(begun)).toMatchObject({ teamId: null, workflowId: null });
    const own = runId();
    expect((await post(queued(own))).status).toBe(200);
    expect(await rowOf(own)).toMatchObject({ teamId: api.orgs.acme.teamIds.Research, workflowId });
  });

  it("S13: refuses workflows and versions that the database could not even be asked for", async () => {
    for (const data of [{ workflowId: "a\0b" }, { workflowId: "wf_1", workflowVersion: 99_999_999_999 }]) {
      const answer = await post(event(runId(), "run.queued", { workflowName: "x", ...data }));
      expect(answer.body).toMatchObject({ status: 404, code: "not-found", field: "data.workflowId" });
    }
  });

  it("S13: refuses names that every object has as ids of nodes, and goes on", async () => {
    const run = runId();
    const log = (nodeId: string) => event(run, "run.node.log", { nodeId, message: "Here" });
    const answer = await post([log("__proto__"), log("constructor"), log("fine")]);
    expect(answer.body).toMatchObject({ accepted: 1, rejected: [{ field: "data.nodeId" }, { field: "data.nodeId" }] });
  });

  it("takes any number of claimed costs and never more than the run's row can hold", async () => {
    const run = runId();
    const cost = { micros: Number.MAX_SAFE_INTEGER, currency: "USD" };
    const batch = () => Array.from({ length: 1_000 }, () => event(run, "run.cost.recorded", { nodeId: "a", cost }));
    for (let time = 0; time < 2; time += 1) expect((await post(batch())).status).toBe(200);
    expect((await rowOf(run))?.costMicros).toBe(Number.MAX_SAFE_INTEGER);
  });
});
