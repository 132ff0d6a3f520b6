import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startTestApi, type TestApi } from "#server/api/testing/start-test-api";
import { memberships } from "#server/db/schema";
import { type OpenTestDatabase, testDatabases } from "#server/testing/test-databases";
import { type Caller, callerOf } from "../testing/call.ts";
import { tinyGraph } from "../testing/tiny-graph.ts";

describe.each(testDatabases)("runs over HTTP on $name", ({ open }) => {
  let database: OpenTestDatabase;
  let api: TestApi;
  let operator: Caller;
  let workflowId: string;

  beforeAll(async () => {
    database = await open();
    api = await startTestApi(database);
    const editor = callerOf(api, await api.signIn("editor@acme.test"));
    operator = callerOf(api, await api.signIn("operator@acme.test"));
    const made = await editor("POST", "/api/v1/workflows", { body: { name: "Ask", graph: tinyGraph } });
    workflowId = made.body.id;
  });
  afterAll(async () => {
    await api.close();
    await database.close();
  });

  const start = async () => (await operator("POST", `/api/v1/workflows/${workflowId}/runs`)).body.id as string;
  const untilWaiting = (runId: string) =>
    vi.waitFor(
      async () => {
        const { body } = await operator("GET", `/api/v1/runs/${runId}`);
        expect(body.waitingNodes).toHaveLength(1);
        return body;
      },
      { timeout: 10_000, interval: 50 },
    );

  it("starts a run, waits with it for its end, and lets a person decide", async () => {
    const runId = await start();
    await untilWaiting(runId);
    const end = operator("GET", `/api/v1/runs/${runId}?wait=30s`);
    const approved = await operator("POST", `/api/v1/runs/${runId}/nodes/ask/approve`, { body: { comment: "Yes." } });
    expect(approved.status).toBe(200);
    expect((await end).body.status).toBe("succeeded");
    const again = await operator("POST", `/api/v1/runs/${runId}/nodes/ask/approve`);
    expect([again.status, ["already-finished", "not-waiting"].includes(again.body.code)]).toEqual([409, true]);
    const snapshot = await operator("GET", `/api/v1/runs/${runId}/snapshot`);
    expect(snapshot.body.state.nodes.ask.status).toBe("succeeded");
    expect(snapshot.body.state.offset).toBeGreaterThan(3);
    const detail = await operator("GET", `/api/v1/runs/${runId}/nodes/ask`);
    expect(detail.body).toMatchObject({ nodeId: "ask", item: null });
    expect((await operator("GET", `/api/v1/runs/${runId}/nodes/nowhere`)).status).toBe(404);
  });

  it("answers 304 while nothing changes, and at once when something does", async () => {
    const runId = await start();
    await untilWaiting(runId);
    const first = await operator("GET", `/api/v1/runs/${runId}`);
    const headers = { "if-none-match": first.headers.get("etag") ?? "" };
    expect((await operator("GET", `/api/v1/runs/${runId}`, { headers })).status).toBe(304);
    const changed = operator("GET", `/api/v1/runs/${runId}?wait=30`, { headers });
    await operator("POST", `/api/v1/runs/${runId}/cancel`);
    expect((await changed).body.status).toBe("cancelled");
    const retried = await operator("POST", `/api/v1/runs/${runId}/retry`);
    expect([retried.status, retried.body.trigger.kind]).toEqual([201, "retry"]);
    expect((await operator("GET", "/api/v1/runs/x?wait=90s")).body).toMatchObject({
      field: "wait",
      code: "invalid-input",
    });
  });

  it("lists runs by their filters", async () => {
    const { body } = await operator("GET", `/api/v1/runs?workflowId=${workflowId}&limit=1`);
    expect(body.items).toHaveLength(1);
    const next = await operator("GET", `/api/v1/runs?workflowId=${workflowId}&limit=1&cursor=${body.next}`);
    expect(next.body.items[0].id).not.toBe(body.items[0].id);
    expect((await operator("GET", "/api/v1/runs?status=failed")).body.items).toEqual([]);
    expect((await operator("GET", "/api/v1/runs?status=nonsense")).body).toMatchObject({ field: "status" });
  });

  it("shows another organization, a viewer and a removed member no more than they may", async () => {
    const runId = await start();
    await untilWaiting(runId);
    const globex = callerOf(api, await api.signIn("owner@globex.test"));
    const reads = ["", "/snapshot", "/nodes/ask"].map((path) => `/api/v1/runs/${runId}${path}`);
    const writes = ["/cancel", "/pause", "/resume", "/retry", "/nodes/ask/approve", "/nodes/ask/reject"].map(
      (path) => `/api/v1/runs/${runId}${path}`,
    );
    const others = [...["", "/versions", "/export"].map((path) => `/api/v1/workflows/${workflowId}${path}`)];
    const stream = `/api/v1/streams/run:${runId}/events`;
    for (const path of [...reads, ...others, stream])
      expect([path, (await globex("GET", path)).status]).toEqual([path, 404]);
    for (const path of writes) expect([path, (await globex("POST", path)).status]).toEqual([path, 404]);
    expect((await globex("POST", `/api/v1/workflows/${workflowId}/runs`)).status).toBe(404);
    expect((await globex("PATCH", `/api/v1/workflows/${workflowId}`, { body: { name: "Mine" } })).status).toBe(404);
    expect((await globex("DELETE", `/api/v1/workflows/${workflowId}`)).status).toBe(404);
    expect((await globex("GET", "/api/v1/runs")).body.items).toEqual([]);
    expect((await globex("GET", "/api/v1/workflows")).body.items).toEqual([]);
    const missing = await globex("GET", "/api/v1/runs/run_doesNotExist");
    const foreign = await globex("GET", `/api/v1/runs/${runId}`);
    expect({ ...foreign.body, requestId: "" }).toEqual({ ...missing.body, requestId: "" });

    const viewer = callerOf(api, await api.signIn("viewer@acme.test"));
    for (const path of reads) expect((await viewer("GET", path)).status).toBe(200);
    for (const path of writes) expect([path, (await viewer("POST", path)).status]).toEqual([path, 403]);

    const { orgId, userIds } = api.orgs.acme;
    const removed = callerOf(api, await api.signIn("admin@acme.test"));
    expect((await removed("GET", reads[0] ?? "")).status).toBe(200);
    await api.db
      .delete(memberships)
      .where(and(eq(memberships.orgId, orgId), eq(memberships.userId, userIds["admin@acme.test"] ?? "")));
    for (const path of [...reads, ...others, stream, "/api/v1/me"]) {
      expect([path, (await removed("GET", path)).status]).toEqual([path, 401]);
    }
    for (const path of writes) expect([path, (await removed("POST", path)).status]).toEqual([path, 401]);
  });
});
