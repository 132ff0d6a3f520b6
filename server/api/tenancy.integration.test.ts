import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApi, type TestApi } from "#server/api/testing/start-test-api";
import { memberships } from "#server/db/schema";
import { type OpenTestDatabase, testDatabases } from "#server/testing/test-databases";
import { type Caller, callerOf } from "./testing/call.ts";

const position = { x: 0, y: 0 };
const graph = {
  nodes: [
    { id: "start", kind: "manual-trigger", name: "Start", position, settings: {} },
    { id: "hook", kind: "webhook-trigger", name: "Hook", position, settings: {} },
    { id: "ask", kind: "approval", name: "Ask", position, settings: { prompt: "Go on?" } },
  ],
  edges: [
    { id: "e1", source: "start", target: "ask" },
    { id: "e2", source: "hook", target: "ask" },
  ],
};

/** Every address below somebody's resource, with a body where it wants one. `W` is a team's workflow, `R` its run. */
const attempts: Record<string, object | null> = {
  "GET /workflows/W": null,
  "PATCH /workflows/W": { name: "Taken over" },
  "DELETE /workflows/W": null,
  "GET /workflows/W/versions": null,
  "GET /workflows/W/export": null,
  "POST /workflows/W/runs": {},
  "GET /runs/R": null,
  "GET /runs/R?wait=1s": null,
  "GET /runs/R/snapshot": null,
  "GET /runs/R/nodes/ask": null,
  "POST /runs/R/cancel": null,
  "POST /runs/R/pause": null,
  "POST /runs/R/resume": null,
  "POST /runs/R/retry": {},
  "POST /runs/R/nodes/ask/approve": {},
  "POST /runs/R/nodes/ask/reject": {},
  "GET /streams/run:R/events": null,
  "GET /streams/run:R/events?wait=1s": null,
  "GET /streams/doc:W/events": null,
  "GET /streams/team:T/events": null,
  "POST /webhooks/W/hook/secret": null,
};

describe.each(testDatabases)("who is outside of a team, on $name", ({ open }) => {
  let database: OpenTestDatabase;
  let api: TestApi;
  let names: Record<string, string>;

  beforeAll(async () => {
    database = await open();
    api = await startTestApi(database);
    const editor = callerOf(api, await api.signIn("editor@acme.test"));
    const teamId = api.orgs.acme.teamIds.Research ?? "";
    const made = await editor("POST", "/api/v1/workflows", { body: { name: "Secret plans", teamId, graph } });
    const run = await editor("POST", `/api/v1/workflows/${made.body.id}/runs`, { body: {} });
    names = { W: made.body.id, R: run.body.id, T: teamId };
  });
  afterAll(async () => {
    await api.close();
    await database.close();
  });

  /** Tries them all; answers with those that were answered otherwise than expected. */
  async function tryAll(caller: Caller, expected: readonly [number, string]): Promise<string[]> {
    const others: string[] = [];
    for (const [attempt, body] of Object.entries(attempts)) {
      const [method = "", path = ""] = attempt.replaceAll(/\b[WRT]\b/g, (name) => names[name] ?? "").split(" ");
      const { status, body: answer } = await caller(method, `/api/v1${path}`, body === null ? {} : { body });
      if (status !== expected[0] || answer.code !== expected[1]) others.push(`${attempt}: ${status} ${answer.code}`);
    }
    return others;
  }

  it("another organization, and another team, find nothing at any address, as if it did not exist", async () => {
    const outsiders = [
      await api.signIn("owner@globex.test"),
      { authorization: await api.bearer("globex") },
      await api.signIn("operator@acme.test"),
      { authorization: await api.bearer("acme", { team: "Support" }) },
    ];
    for (const who of outsiders) expect(await tryAll(callerOf(api, who), [404, "not-found"])).toEqual([]);
  });

  it("nobody reads another's organization, admins or user stream", async () => {
    const { orgId, userIds } = api.orgs.acme;
    const read = async (who: Parameters<typeof callerOf>[1], stream: string) =>
      (await callerOf(api, who)("GET", `/api/v1/streams/${stream}/events`)).status;
    const stranger = { authorization: await api.bearer("globex") };
    const operator = await api.signIn("operator@acme.test");
    for (const stream of [`org:${orgId}`, `admins:${orgId}`, `user:${userIds["owner@acme.test"]}`]) {
      expect(await read(stranger, stream), stream).toBe(404);
    }
    for (const stream of [`admins:${orgId}`, `user:${userIds["owner@acme.test"]}`]) {
      expect(await read(operator, stream), stream).toBe(404);
    }
    expect(await read(operator, `org:${orgId}`)).toBe(200);
  });

  it("a removed member gets in nowhere, and nothing has changed by all these tries", async () => {
    const removed = callerOf(api, await api.signIn("viewer@acme.test"));
    const userId = api.orgs.acme.userIds["viewer@acme.test"] ?? "";
    const { orgId } = api.orgs.acme;
    await api.db.delete(memberships).where(and(eq(memberships.orgId, orgId), eq(memberships.userId, userId)));
    expect(await tryAll(removed, [401, "session-revoked"])).toEqual([]);
    const editor = callerOf(api, await api.signIn("editor@acme.test"));
    expect((await editor("GET", `/api/v1/workflows/${names.W}`)).body).toMatchObject({
      name: "Secret plans",
      version: 1,
    });
    expect((await editor("GET", `/api/v1/runs/${names.R}`)).body).toMatchObject({ status: "running" });
    expect((await editor("GET", `/api/v1/runs?workflowId=${names.W}`)).body.items).toHaveLength(1);
  });

  it("every address with a parameter is among those that were tried, or needs no reach", async () => {
    const document = (await callerOf(api, null)("GET", "/api/v1/openapi.json")).body;
    const tried = Object.keys(attempts).map((attempt) => attempt.replace(/\?.*/, ""));
    const isTried = (method: string, path: string) => {
      const pattern = new RegExp(`^${method.toUpperCase()} ${path.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`);
      return tried.some((attempt) => pattern.test(attempt));
    };
    const untried = Object.entries<object>(document.paths).flatMap(([path, operations]) => {
      const below = path.replace(/^\/api\/v1/, "");
      return Object.keys(operations)
        .filter((method) => below.includes("{") && !isTried(method, below))
        .map((method) => `${method.toUpperCase()} ${below}`);
    });
    // A webhook's call is let in by its secret alone.
    expect(untried).toEqual(["POST /webhooks/{workflowId}/{nodeId}"]);
  });
});
