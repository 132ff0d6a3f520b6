import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { KeyActor } from "#lib/domain/actor";
import { person } from "../testing/fake-authenticator.ts";
import { createMemoryLog, type MemoryLog } from "../testing/memory-log.ts";
import { pauseReading } from "../testing/pause-reading.ts";
import { type Replica, type Replicas, startReplicas, type TestClient } from "../testing/start-replicas.ts";

const closed = (client: TestClient) =>
  vi.waitFor(() => {
    if (client.socket.connected) throw new Error("the socket is still connected");
  });

describe("sessions and their sockets, on two replicas", () => {
  let log: MemoryLog;
  let replicas: Replicas;
  let first: Replica;
  let second: Replica;

  beforeEach(async () => {
    log = createMemoryLog();
    replicas = await startReplicas([log, log], { timings: { heartbeatMs: 100, sweepMs: 100 } });
    const [one, two] = replicas.all;
    if (one === undefined || two === undefined) throw new Error("two replicas were asked for");
    [first, second] = [one, two];
    replicas.signIn("olga");
    replicas.signIn("adam", { actor: person({ userId: "usr_adam", sessionId: "ses_adam", role: "admin" }) });
  });
  afterEach(() => replicas.close());

  it("signing out closes every socket of the session on every replica, and no other", async () => {
    const tabs = [first, first, second].map((replica) => replicas.connect({ replica, auth: { token: "olga" } }));
    const other = replicas.connect({ replica: second, auth: { token: "adam" } });
    await Promise.all([...tabs, other].map(({ welcomed }) => welcomed));
    expect(first.gateway.countSockets("ses_olga")).toBe(2);
    await first.authenticator.endSession("ses_olga", "signed-out");
    log.commit("org:org_acme");
    for (const tab of tabs) {
      await closed(tab);
      expect(tab.of("session-ended")).toEqual([{ reason: "signed-out" }]);
    }
    await expect.poll(() => other.offsets("org:org_acme")).toEqual([1]);
    expect(tabs.slice(0, 2).map((tab) => tab.received.at(-1)?.event)).toEqual(["session-ended", "session-ended"]);
    expect(tabs[0]?.offsets("org:org_acme")).toEqual([]);
    expect([first, second].map(({ gateway }) => gateway.countSockets("ses_olga"))).toEqual([0, 0]);
  });

  it("the sweep finds a session that ended without a word", async () => {
    const tab = replicas.connect({ auth: { token: "olga" } });
    await tab.welcomed;
    first.authenticator.endSilently("ses_olga", "removed");
    await closed(tab);
    expect(tab.of("session-ended")).toEqual([{ reason: "removed" }]);
  });

  it("the sweep finds a membership that changed without a word, and what was watched goes with the team", async () => {
    replicas.access = (actor, { kind }) => kind === "run" && actor.kind === "user" && actor.teamIds.length > 0;
    const tab = replicas.connect({ auth: { token: "olga" } });
    await tab.welcomed;
    expect(await tab.ask("watch", { stream: "run:acme1" })).toMatchObject({ ok: true });
    replicas.signIn("olga", { actor: person({ teamIds: [] }) });
    await vi.waitFor(() =>
      expect(tab.of("streams")).toEqual([{ joined: [], left: ["team:team_research", "run:acme1"] }]),
    );
    log.commit("team:team_research");
    log.commit("run:acme1");
    log.commit("org:org_acme");
    await expect.poll(() => tab.offsets("org:org_acme")).toEqual([1]);
    expect([tab.offsets("team:team_research"), tab.offsets("run:acme1")]).toEqual([[], []]);
  });

  it("the sweep finds a key that was revoked", async () => {
    const actor: KeyActor = {
      kind: "api-key",
      keyId: "key_robot",
      name: "robot",
      orgId: "org_acme",
      orgName: "Acme",
      teamId: null,
      scopes: ["streams:read"],
    };
    const row = replicas.signIn("sbx_robot", { actor });
    const robot = replicas.connect({ auth: { token: "sbx_robot" } });
    await robot.welcomed;
    row.endReason = "revoked";
    await vi.waitFor(() => expect(robot.of("session-ended")).toEqual([{ reason: "revoked" }]), { timeout: 900 });
    await closed(robot);
  });

  it("a session that ends while a handshake is on its way lets nobody in", async () => {
    const authenticate = first.authenticator.authenticate.bind(first.authenticator);
    vi.spyOn(first.authenticator, "authenticate").mockImplementationOnce(async (credentials) => {
      const answer = await authenticate(credentials);
      await first.authenticator.endSession("ses_olga", "revoked");
      return answer;
    });
    const tab = replicas.connect({ auth: { token: "olga" } });
    await vi.waitFor(() => expect(tab.of("session-ended")).toEqual([{ reason: "revoked" }]));
    await closed(tab);
    log.commit("system");
    expect(tab.received).toHaveLength(1);
    expect(first.gateway.stats().sockets).toBe(0);
  });

  it("an authentication that runs out closes its socket, one that is refreshed does not", async () => {
    const soon = new Date(Date.now() + 400);
    replicas.signIn("short", { expiresAt: soon });
    const [left, stays] = [
      replicas.connect({ auth: { token: "short" } }),
      replicas.connect({ auth: { token: "short" } }),
    ];
    await Promise.all([left.welcomed, stays.welcomed]);
    expect(await stays.ask("refresh", { token: "olga" })).toMatchObject({ ok: true });
    await closed(left);
    expect(left.of("session-ended")).toEqual([{ reason: "expired" }]);
    expect(stays.socket.connected).toBe(true);
  });

  it("a revoked socket that does not read is cut off, with what it had not read", async () => {
    const tab = replicas.connect({ auth: { token: "olga" } });
    await tab.welcomed;
    const [serverSocket] = first.gateway.io.sockets.sockets.values();
    const resume = pauseReading(tab.socket);
    for (let index = 0; index < 100; index += 1) {
      log.commit("system", 20, { text: "x".repeat(10_000) });
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(first.gateway.closeSession("ses_olga", "revoked")).toBe(1);
    await expect.poll(() => serverSocket?.conn.readyState, { timeout: 5_000 }).toBe("closed");
    resume();
    await closed(tab);
    expect(tab.offsets("system").length).toBeLessThan(2_000);
  });

  it("closeSession says how many sockets it closed", async () => {
    const tabs = [1, 2].map(() => replicas.connect({ auth: { token: "olga" } }));
    await Promise.all(tabs.map(({ welcomed }) => welcomed));
    expect(first.gateway.closeSession("ses_olga", "revoked")).toBe(2);
    expect(first.gateway.closeSession("ses_olga", "revoked")).toBe(0);
  });

  it("a changed membership moves the sockets on every replica, watched streams included", async () => {
    const row = replicas.signIn("olga");
    replicas.access = (actor) => actor.kind === "user" && actor.teamIds.includes("team_research");
    const tabs = [first, second].map((replica) => replicas.connect({ replica, auth: { token: "olga" } }));
    for (const tab of tabs) {
      await tab.welcomed;
      expect(await tab.ask("watch", { stream: "run:acme1" })).toMatchObject({ ok: true });
    }
    log.commit("admins:org_acme", 2);
    row.actor = person({ role: "admin", teamIds: ["team_support"] });
    first.gateway.membershipChanged("usr_olga");
    for (const tab of tabs) {
      await expect.poll(() => tab.of("streams")).toHaveLength(1);
      const [change] = tab.of("streams");
      expect(change?.joined).toEqual([
        { stream: "admins:org_acme", head: 2 },
        { stream: "team:team_support", head: 0 },
      ]);
      expect(change?.left).toEqual(["team:team_research", "run:acme1"]);
    }
    log.commit("team:team_research");
    log.commit("run:acme1");
    log.commit("team:team_support");
    for (const tab of tabs) {
      await expect.poll(() => tab.offsets("team:team_support")).toEqual([1]);
      expect(tab.offsets("team:team_research")).toEqual([]);
      expect(tab.offsets("run:acme1")).toEqual([]);
    }
  });

  it("who was removed from the organization is shown out when the membership is looked at", async () => {
    const tab = replicas.connect({ replica: second, auth: { token: "olga" } });
    await tab.welcomed;
    replicas.rows.delete("olga");
    first.gateway.membershipChanged("usr_olga");
    await closed(tab);
    expect(tab.of("session-ended")).toEqual([{ reason: "removed" }]);
  });
});
