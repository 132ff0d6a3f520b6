import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { Agent, request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findApiKey } from "#server/auth/api-keys";
import { seedDemoPeople } from "#server/demo/people";
import { type OpenTestDatabase, testDatabases } from "#server/testing/test-databases";
import { type Control, createControl } from "./create-control.ts";
import { controlSocketPath } from "./socket-path.ts";

describe.each(testDatabases)("the control socket on $name", ({ open }) => {
  let database: OpenTestDatabase;
  let control: Control;
  let dataDir: string;
  let agent: Agent;
  const now = () => new Date();

  beforeAll(async () => {
    database = await open();
    await seedDemoPeople({ db: database.db, password: "of the demo", now });
    dataDir = await mkdtemp(join(tmpdir(), "signalbox-control-"));
    control = createControl({ db: database.db, dataDir, logger: pino({ level: "silent" }), now });
    await control.listen();
    agent = new Agent({ connect: { socketPath: controlSocketPath(dataDir) } });
  });
  afterAll(async () => {
    await agent.close();
    await control.close();
    await database.close();
    await rm(dataDir, { recursive: true });
  });

  async function ask(body: unknown) {
    const response = await request("http://control/keys", {
      method: "POST",
      dispatcher: agent,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    // The answer is JSON of this server; the assertions say what is expected of it.
    return { status: response.statusCode, body: (await response.body.json()) as Record<string, string> };
  }

  it("makes a key of a team for whoever owns the data folder", async () => {
    const asked = { org: "acme", team: "support", name: "robot", scopes: ["events:write"], expiresInSeconds: 60 };
    const { status, body } = await ask(asked);
    expect(status).toBe(201);
    const found = await findApiKey(database.db, body.key ?? "", new Date());
    expect(found?.actor).toMatchObject({ name: "robot", scopes: ["events:write"], orgName: "Acme" });
    expect(found?.actor.teamId).not.toBeNull();
    expect(await findApiKey(database.db, body.key ?? "", new Date(Date.now() + 61_000))).toBeNull();
  });

  it("is closed to everybody else", async () => {
    expect((await stat(controlSocketPath(dataDir))).mode & 0o777).toBe(0o600);
  });

  it("S13: names what is wrong with a request", async () => {
    expect(await ask({ org: "nowhere", name: "x", scopes: ["runs:read"] })).toMatchObject({
      status: 404,
      body: { field: "org", detail: "There is no organization 'nowhere'. Known: acme, globex." },
    });
    expect(await ask({ org: "acme", team: "No", name: "x", scopes: ["runs:read"] })).toMatchObject({
      body: { field: "team" },
    });
    expect(await ask({ org: "acme", name: "x", scopes: ["everything"] })).toMatchObject({
      status: 422,
      body: { field: "scopes.0" },
    });
  });
});
