import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { person } from "../testing/fake-authenticator.ts";
import { createMemoryLog, type MemoryLog } from "../testing/memory-log.ts";
import { type Replicas, startReplicas } from "../testing/start-replicas.ts";

describe("the handshake", () => {
  let log: MemoryLog;
  let replicas: Replicas;

  beforeEach(async () => {
    log = createMemoryLog();
    replicas = await startReplicas([log], { timings: { heartbeatMs: 100, sweepMs: 100 } });
    replicas.signIn("olga");
  });
  afterEach(() => replicas.close());

  it("welcomes with who one is and the heads of what the server joined", async () => {
    log.commit("org:org_acme", 3);
    const client = replicas.connect({ auth: { token: "olga" } });
    expect(await client.welcomed).toMatchObject({
      protocol: 1,
      sessionId: "ses_olga",
      user: { id: "usr_olga", name: "Olga Operator", email: "operator@acme.test" },
      org: { id: "org_acme", name: "Acme" },
      role: "operator",
      streams: [
        { stream: "system", head: 0 },
        { stream: "org:org_acme", head: 3 },
        { stream: "team:team_research", head: 0 },
        { stream: "user:usr_olga", head: 0 },
      ],
    });
    expect(client.received[0]?.event).toBe("welcome");
  });

  it("takes the session's cookie of the upgrade where no token is given", async () => {
    const client = replicas.connect({ headers: { cookie: "theme=dark; session=olga" } });
    expect((await client.welcomed).sessionId).toBe("ses_olga");
  });

  it("works over HTTP polling, too, where WebSocket is blocked", async () => {
    const client = replicas.connect({ auth: { token: "olga" }, transports: ["polling"] });
    await client.welcomed;
    expect(await client.ask("watch", { stream: "run:acme1" })).toEqual({ ok: true, head: 0 });
    log.commit("run:acme1", 3);
    await expect.poll(() => client.offsets("run:acme1")).toEqual([1, 2, 3]);
  });

  it("lets clients come back by themselves when the server goes", async () => {
    const client = replicas.connect({ auth: { token: "olga" } });
    await client.welcomed;
    const reason = new Promise((resolve) => client.socket.once("disconnect", resolve));
    replicas.replica.gateway.close();
    expect(await reason).toBe("transport close");
  });

  it.each([
    ["unauthenticated", { auth: {} }],
    ["unauthenticated", { auth: { token: "unknown" } }],
    ["unauthenticated", { headers: { cookie: "session=olgA" } }],
    ["protocol-unsupported", { auth: { protocol: 2, token: "olga" } }],
    ["protocol-unsupported", { auth: { protocol: "1", token: "olga" } }],
    ["protocol-unsupported", { auth: { token: "olga", cursors: { nonsense: 1 } } }],
    ["protocol-unsupported", { auth: { token: "olga", cursors: { system: -1 } } }],
  ])("refuses with %s and joins nothing: %j", async (code, options) => {
    const client = replicas.connect(options);
    expect(await client.refused).toBe(code);
    log.commit("system");
    expect(client.received).toEqual([]);
    expect(replicas.replica.gateway.stats()).toMatchObject({ sockets: 0, streams: 0 });
  });

  it("says whether the session was ended or ran out", async () => {
    replicas.signIn("revoked", { endReason: "revoked" });
    replicas.signIn("expired", { expiresAt: new Date(0) });
    expect(await replicas.connect({ auth: { token: "revoked" } }).refused).toBe("session-revoked");
    expect(await replicas.connect({ auth: { token: "expired" } }).refused).toBe("session-expired");
  });

  it("refuses a foreign origin before the upgrade, and lets the product's in", async () => {
    const foreign = replicas.connect({ auth: { token: "olga" }, headers: { origin: "https://evil.example" } });
    expect(await foreign.refused).toBe("websocket error");
    expect(replicas.replica.metrics.counts.handshakeRefused).toBe(1);
    const own = replicas.connect({ auth: { token: "olga" }, headers: { origin: "https://signalbox.example" } });
    await own.welcomed;
  });

  it("refuses too many connections of one address", async () => {
    const { defaultSocketRates } = await import("./socket-rates.ts");
    const strict = await startReplicas([log], {
      rates: { ...defaultSocketRates, handshakes: { points: 2, seconds: 60 } },
    });
    strict.signIn("olga");
    await strict.connect({ auth: { token: "olga" } }).welcomed;
    await strict.connect({ auth: { token: "olga" } }).welcomed;
    expect(await strict.connect({ auth: { token: "olga" } }).refused).toBe("rate-limited");
    await strict.close();
  });

  it("lets an API key with streams:read hear its organization and team, and no other key", async () => {
    const key = { kind: "api-key", keyId: "key_1", name: "CI", orgId: "org_acme", orgName: "Acme" } as const;
    replicas.signIn("sbx_reads", { actor: { ...key, teamId: "team_research", scopes: ["streams:read"] } });
    replicas.signIn("sbx_writes", { actor: { ...key, teamId: null, scopes: ["events:write"] } });
    const welcome = await replicas.connect({ auth: { token: "sbx_reads" } }).welcomed;
    expect(welcome.streams.map(({ stream }) => stream)).toEqual(["system", "org:org_acme", "team:team_research"]);
    expect(await replicas.connect({ auth: { token: "sbx_writes" } }).refused).toBe("unauthenticated");
  });

  it("ignores cursors of streams that the server did not join", async () => {
    log.commit("org:org_globex", 2);
    const auth = { token: "olga", cursors: { "org:org_globex": 0, "run:acme1": 0 } };
    const client = replicas.connect({ auth });
    await client.welcomed;
    log.commit("org:org_globex");
    log.commit("system");
    await expect.poll(() => client.offsets("system")).toEqual([1]);
    expect(client.of("entries").map(({ stream }) => stream)).toEqual(["system"]);
  });

  it("delivers each organization its own entries only", async () => {
    const globex = person({ sessionId: "ses_gus", userId: "usr_gus", orgId: "org_globex", teamIds: [], role: "owner" });
    replicas.signIn("gus", { actor: globex });
    const olga = replicas.connect({ auth: { token: "olga" } });
    const gus = replicas.connect({ auth: { token: "gus" } });
    await Promise.all([olga.welcomed, gus.welcomed]);
    log.commit("org:org_acme", 2);
    log.commit("admins:org_acme");
    log.commit("admins:org_globex");
    log.commit("system");
    await expect.poll(() => [olga.offsets("system"), gus.offsets("system")]).toEqual([[1], [1]]);
    expect(olga.offsets("org:org_acme")).toEqual([1, 2]);
    expect(olga.offsets("admins:org_acme")).toEqual([]);
    expect(gus.offsets("org:org_acme")).toEqual([]);
    expect(gus.offsets("admins:org_globex")).toEqual([1]);
  });
});
