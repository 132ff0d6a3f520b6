import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApi, type TestApi } from "#server/api/testing/start-test-api";
import { idempotencyKeys } from "#server/db/schema";
import { type OpenTestDatabase, testDatabases } from "#server/testing/test-databases";
import { type Caller, callerOf } from "./testing/call.ts";
import { tinyGraph } from "./testing/tiny-graph.ts";

describe.each(testDatabases)("the REST API on $name", ({ open }) => {
  let database: OpenTestDatabase;
  let api: TestApi;
  let cookie: string;
  let editor: Caller;
  let nobody: Caller;

  beforeAll(async () => {
    database = await open();
    api = await startTestApi(database);
    ({ cookie } = await api.signIn("editor@acme.test"));
    editor = callerOf(api, { cookie });
    nobody = callerOf(api, null);
  });
  afterAll(async () => {
    await api.close();
    await database.close();
  });

  const workflow = (name: string) => ({ name, graph: tinyGraph });

  it("says who asks, by cookie and by key", async () => {
    expect((await editor("GET", "/api/v1/me")).body).toMatchObject({
      kind: "user",
      email: "editor@acme.test",
      role: "editor",
      org: { name: "Acme" },
    });
    const key = callerOf(api, { authorization: await api.bearer("acme", { scopes: ["runs:read"], team: "Support" }) });
    expect((await key("GET", "/api/v1/me")).body).toMatchObject({
      kind: "api-key",
      scopes: ["runs:read"],
      teamId: api.orgs.acme.teamIds.Support,
    });
  });

  it("S13: refuses who is nobody, a tampered cookie and a wrong key, alike everywhere", async () => {
    for (const path of ["/me", "/workflows", "/runs", "/runs/run_1", "/streams/system/events"]) {
      const refused = await nobody("GET", `/api/v1${path}`);
      expect([refused.status, refused.body.code]).toEqual([401, "unauthenticated"]);
      expect(refused.headers.get("content-type")).toBe("application/problem+json");
      expect(refused.headers.get("www-authenticate")).toBe("Bearer");
      expect(refused.body.requestId).toBe(refused.headers.get("x-request-id"));
    }
    const tampered = callerOf(api, { cookie: `${cookie.slice(0, -4)}AAAA` });
    expect((await tampered("GET", "/api/v1/me")).status).toBe(401);
    const wrongKey = callerOf(api, { authorization: "Bearer sbx_nonsense" });
    expect((await wrongKey("GET", "/api/v1/me")).status).toBe(401);
  });

  it("answers unknown addresses with 404, other methods with 405 and what is possible", async () => {
    expect((await editor("GET", "/api/v1/nowhere")).body).toMatchObject({ code: "not-found", status: 404 });
    const refused = await editor("PUT", "/api/v1/workflows");
    expect([refused.status, refused.body.code]).toEqual([405, "method-not-allowed"]);
    expect(refused.headers.get("allow")).toBe("GET, POST");
  });

  it("refuses a change that another site's page asks for by this site's cookie", async () => {
    const from = (headers: Record<string, string>) =>
      callerOf(api, { cookie })("POST", "/api/v1/workflows", { body: workflow("Foreign"), headers });
    const evil = await from({ origin: "https://evil.test", "sec-fetch-site": "cross-site" });
    expect([evil.status, evil.body.code, evil.body.field]).toEqual([403, "origin-refused", "Origin"]);
    expect((await from({ "sec-fetch-site": "same-site" })).status).toBe(403);
    expect((await from({ "sec-fetch-site": "none", origin: "http://signalbox.test" })).status).toBe(201);
    const script = callerOf(api, { authorization: await api.bearer("acme") });
    expect((await script("POST", "/api/v1/workflows", { body: workflow("By key") })).status).toBe(201);
  });

  it("refuses such a change whatever else the request claims to be authorized by", async () => {
    for (const authorization of ["Basic eDp5", "Bearer", "Bearer "]) {
      const headers = { authorization, origin: "https://evil.test", "sec-fetch-site": "cross-site" };
      const foreign = await callerOf(api, { cookie })("POST", "/api/v1/workflows", {
        body: workflow("Foreign"),
        headers,
      });
      expect([foreign.status, foreign.body.code]).toEqual([403, "origin-refused"]);
    }
  });

  it("takes a socket's token for a handshake only", async () => {
    const { token } = (await editor("POST", "/api/v1/auth/socket-token")).body;
    const bearer = await callerOf(api, { authorization: `Bearer ${token}` })("GET", "/api/v1/me");
    expect([bearer.status, bearer.body.code]).toEqual([401, "unauthenticated"]);
  });

  it("S13: refuses searches, times, versions and cursors that the database could not even be asked for", async () => {
    const cursor = (at: number, id: string) => Buffer.from(JSON.stringify([at, id])).toString("base64url");
    const asked = {
      "workflows?search=%00": "search",
      "runs?from=0000-01-01T00:00:00Z": "from",
      "runs?until=9999-12-31T23:59:59-12:00": "until",
      "workflows/wf_1?version=99999999999": "version",
      [`runs?cursor=${cursor(9e15, "run_1")}`]: "cursor",
      [`runs?cursor=${cursor(0, "a\0")}`]: "cursor",
    };
    for (const [path, field] of Object.entries(asked)) {
      const { body } = await editor("GET", `/api/v1/${path}`);
      expect(body, path).toMatchObject({ status: 422, code: "invalid-input", field });
    }
  });

  it("S13: names the field and the limit of a body that is wrong", async () => {
    const post = (body: unknown, headers = {}) => editor("POST", "/api/v1/workflows", { body, headers });
    expect((await post("{")).body).toMatchObject({ status: 400, code: "malformed-json" });
    expect((await post({ graph: tinyGraph })).body).toMatchObject({
      status: 422,
      code: "invalid-input",
      field: "name",
    });
    expect((await post("<a/>", { "content-type": "text/xml" })).body).toMatchObject({ status: 415 });
    const large = await post({ ...workflow("x"), description: "x".repeat(2 * 1024 * 1024) });
    expect(large.body).toMatchObject({ status: 413, code: "too-large", limit: 2 * 1024 * 1024 });
    const cyclic = { ...tinyGraph, edges: [...tinyGraph.edges, { id: "e2", source: "ask", target: "nowhere" }] };
    expect((await post({ name: "x", graph: cyclic })).body).toMatchObject({ status: 422, code: "graph-invalid" });
    expect((await editor("GET", "/api/v1/runs?limit=0")).body).toMatchObject({ code: "invalid-input", field: "limit" });
  });

  it("counts a body without a length while it is read", async () => {
    const chunk = new TextEncoder().encode("x".repeat(64 * 1024));
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(chunk);
      },
    });
    const response = await fetch(`${api.url}/api/v1/workflows`, {
      method: "POST",
      headers: { cookie, "sec-fetch-site": "same-origin", "content-type": "application/json" },
      body,
      duplex: "half",
    } as RequestInit);
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(400);
  });

  it("does a write with an Idempotency-Key once, and refuses the key for another", async () => {
    const post = (key: string, name: string) =>
      editor("POST", "/api/v1/workflows", { body: workflow(name), headers: { "idempotency-key": key } });
    const first = await post("k1", "Once");
    const again = await post("k1", "Once");
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body.id).toBe(first.body.id);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect((await post("k1", "Other")).body).toMatchObject({ status: 409, code: "idempotency-mismatch" });
    const other = callerOf(api, { authorization: await api.bearer("acme") });
    const theirs = await other("POST", "/api/v1/workflows", {
      body: workflow("Once"),
      headers: { "idempotency-key": "k1" },
    });
    expect(theirs.body.id).not.toBe(first.body.id);
    const race = await Promise.all(Array.from({ length: 5 }, () => post("k2", "Race")));
    const made = race.filter(({ status }) => status === 201);
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
    expect(race.filter(({ status }) => status === 409).length).toBe(5 - made.length);
  });

  it("keeps no secret for an Idempotency-Key: what is shown once is in no table", async () => {
    const ask = () => editor("POST", "/api/v1/auth/socket-token", { headers: { "idempotency-key": "secret" } });
    const first = await ask();
    expect((await ask()).headers.get("idempotency-replayed")).toBeNull();
    const kept = JSON.stringify(await api.db.select().from(idempotencyKeys));
    expect(kept).not.toContain(first.body.token);
  });

  it("exports a workflow as a file that import takes", async () => {
    const made = await editor("POST", "/api/v1/workflows", { body: workflow("Travels") });
    const file = await editor("GET", `/api/v1/workflows/${made.body.id}/export`);
    expect(file.body).toMatchObject({ format: "signalbox/workflow", version: 1, name: "Travels" });
    const imported = await editor("POST", "/api/v1/workflows/import", { body: file.body });
    expect(imported.status).toBe(201);
    expect(imported.body.items).toEqual([{ id: expect.any(String), name: "Travels", report: [] }]);
    const copy = await editor("GET", `/api/v1/workflows/${imported.body.items[0].id}`);
    expect(copy.body.graph).toEqual(made.body.graph);
    const changed = await editor("PATCH", `/api/v1/workflows/${copy.body.id}`, { body: { name: "Renamed" } });
    expect(changed.body).toMatchObject({ name: "Renamed", version: 1 });
    expect((await editor("GET", `/api/v1/workflows/${copy.body.id}/versions`)).body.items).toHaveLength(1);
    expect((await editor("DELETE", `/api/v1/workflows/${copy.body.id}`)).status).toBe(204);
    expect((await editor("GET", `/api/v1/workflows/${copy.body.id}`)).status).toBe(404);
  });

  it("signs out: the session is over for every later request", async () => {
    const session = await api.signIn("viewer@acme.test");
    const viewer = callerOf(api, session);
    const token = await viewer("POST", "/api/v1/auth/socket-token");
    expect(token.status).toBe(201);
    expect(Date.parse(token.body.expiresAt)).toBeGreaterThan(Date.now());
    expect((await viewer("DELETE", "/api/v1/sessions/current")).status).toBe(204);
    expect((await viewer("GET", "/api/v1/me")).body).toMatchObject({ status: 401, code: "session-revoked" });
  });

  it("tells its health, its numbers, and its schemas", async () => {
    expect((await nobody("GET", "/healthz")).body).toEqual({ ok: true });
    expect((await nobody("GET", "/readyz")).body).toEqual({ ready: true, checks: [{ name: "database", ok: true }] });
    const metrics = await nobody("GET", "/metrics");
    expect(metrics.body).toContain(
      'signalbox_http_request_seconds_count{method="GET",route="/api/v1/me",status="200"}',
    );
    expect((await nobody("GET", "/schemas/run.node.started/1")).body).toMatchObject({ title: "run.node.started" });
    expect((await nobody("GET", "/schemas/run.node.started/9")).status).toBe(404);
  });

  it("has a page for people that needs no script", async () => {
    const page = await nobody("GET", "/api/docs");
    expect(page.status).toBe(200);
    expect(page.body).toContain("/runs/{id}/nodes/{nodeId}/approve");
    expect(page.body).toContain("run.node.retrying");
    expect(page.body).not.toContain("<script");
    expect(page.body).not.toMatch(/(src|href)="https?:/);
  });
});

it("limits how often one caller asks, and says when to come again", async () => {
  const [pglite] = testDatabases;
  if (pglite === undefined) throw new Error("there is no test database");
  const database = await pglite.open();
  const rateLimits = { windowSeconds: 60, perKey: 3, perSession: 3, perAddress: 3 };
  const api = await startTestApi(database, { rateLimits });
  try {
    const key = callerOf(api, { authorization: await api.bearer("acme") });
    const answers = [];
    for (let call = 0; call < 5; call += 1) answers.push(await key("GET", "/api/v1/me"));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
    expect(answers[0]?.headers.get("ratelimit")).toMatch(/^"key";r=2;t=\d+$/);
    expect(answers[3]?.body).toMatchObject({ code: "rate-limited", limit: 3 });
    expect(Number(answers[3]?.headers.get("retry-after"))).toBeGreaterThan(0);
    const other = callerOf(api, { authorization: await api.bearer("acme") });
    expect((await other("GET", "/api/v1/me")).status).toBe(200);
  } finally {
    await api.close();
    await database.close();
  }
});
