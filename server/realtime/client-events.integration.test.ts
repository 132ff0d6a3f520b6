import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { limits } from "#lib/contract/limits";
import { defaultSocketRates } from "./connections/socket-rates.ts";
import { createMemoryLog, type MemoryLog } from "./testing/memory-log.ts";
import { type Replicas, startReplicas, type TestClient } from "./testing/start-replicas.ts";

describe("what a client asks of the gateway", () => {
  let log: MemoryLog;
  let replicas: Replicas;
  let client: TestClient;

  beforeEach(async () => {
    log = createMemoryLog();
    replicas = await startReplicas([log], { timings: { heartbeatMs: 100 } });
    replicas.signIn("olga");
    client = replicas.connect({ auth: { token: "olga" } });
    await client.welcomed;
  });
  afterEach(() => replicas.close());

  it("watch answers the head, and what is committed afterwards follows (S8)", async () => {
    log.commit("run:acme1", 2);
    expect(await client.ask("watch", { stream: "run:acme1" })).toEqual({ ok: true, head: 2 });
    log.commit("run:acme1", 2);
    await expect.poll(() => client.offsets("run:acme1")).toEqual([3, 4]);
    expect(client.of("entries")).toHaveLength(1);
    expect(client.of("entries")[0]).not.toHaveProperty("replay");
  });

  it("watch with a cursor replays what lies between, marked so, and says when it has (S4)", async () => {
    log.commit("run:acme1", 1_200);
    expect(await client.ask("watch", { stream: "run:acme1", after: 1 })).toEqual({ ok: true, head: 1_200 });
    await expect.poll(() => client.of("caught-up")).toEqual([{ stream: "run:acme1", offset: 1_200 }]);
    expect(client.offsets("run:acme1")).toEqual(Array.from({ length: 1_199 }, (_, index) => index + 2));
    expect(client.of("entries").every(({ replay }) => replay === true)).toBe(true);
    expect(client.of("entries").every(({ entries }) => entries.length <= limits.frameEntries)).toBe(true);
  });

  it("watch answers not-found for another organization's stream as for one that does not exist", async () => {
    const foreign = await client.ask("watch", { stream: "run:globex1" });
    const absent = await client.ask("watch", { stream: "run:nowhere" });
    expect(foreign).toMatchObject({ ok: false, code: "not-found", field: "stream" });
    expect(JSON.stringify(absent).replaceAll("nowhere", "globex1")).toBe(JSON.stringify(foreign));
    for (const stream of ["org:org_globex", "admins:org_acme", "team:team_support", "user:usr_gus"] as const) {
      expect(await client.ask("watch", { stream })).toMatchObject({ ok: false, code: "not-found" });
    }
    log.commit("run:globex1");
    log.commit("org:org_globex");
    log.commit("system");
    await expect.poll(() => client.offsets("system")).toEqual([1]);
    expect(client.of("entries")).toHaveLength(1);
  });

  it("watch of a joined stream is granted and changes nothing", async () => {
    log.commit("org:org_acme", 2);
    await expect.poll(() => client.offsets("org:org_acme")).toEqual([1, 2]);
    expect(await client.ask("watch", { stream: "org:org_acme" })).toEqual({ ok: true, head: 2 });
    log.commit("org:org_acme");
    await expect.poll(() => client.offsets("org:org_acme")).toEqual([1, 2, 3]);
  });

  it("watch below the trim is told to reset, and is live from the head on (S7)", async () => {
    log.commit("run:acme1", 10);
    await log.trim("run:acme1", 6);
    expect(await client.ask("watch", { stream: "run:acme1", after: 3 })).toEqual({ ok: true, head: 10 });
    await expect.poll(() => client.of("reset")).toEqual([{ stream: "run:acme1", head: 10 }]);
    log.commit("run:acme1");
    await expect.poll(() => client.offsets("run:acme1")).toEqual([11]);
  });

  it("watch from the future is refused with the head as the limit", async () => {
    log.commit("run:acme1", 10);
    expect(await client.ask("watch", { stream: "run:acme1", after: 11 })).toMatchObject({
      ok: false,
      code: "cursor-in-future",
      field: "after",
      limit: 10,
    });
    log.commit("run:acme1");
    expect(await client.ask("read", { stream: "run:acme1", after: 0, limit: 1 })).toMatchObject({
      code: "not-watched",
    });
  });

  it("watch of more streams than allowed is refused with the limit", async () => {
    for (let index = 0; index < limits.watchedStreams; index += 1) {
      expect(await client.ask("watch", { stream: `run:acme${index}` })).toMatchObject({ ok: true });
    }
    expect(await client.ask("watch", { stream: "run:acme_more" })).toMatchObject({
      ok: false,
      code: "too-many",
      limit: limits.watchedStreams,
    });
    expect(await client.ask("unwatch", { stream: "run:acme0" })).toEqual({ ok: true });
    expect(await client.ask("watch", { stream: "run:acme_more" })).toMatchObject({ ok: true });
  });

  it("an unwatch that is sent right after its watch wins, and nothing follows", async () => {
    const [watched, unwatched] = await Promise.all([
      client.ask("watch", { stream: "run:acme1" }),
      client.ask("unwatch", { stream: "run:acme1" }),
    ]);
    expect([watched.ok, unwatched.ok]).toEqual([true, true]);
    log.commit("run:acme1");
    log.commit("system");
    await expect.poll(() => client.offsets("system")).toEqual([1]);
    expect(client.offsets("run:acme1")).toEqual([]);
    expect(await client.ask("unwatch", { stream: "run:acme1" })).toMatchObject({ ok: false, code: "not-watched" });
  });

  it("read gives a page of a stream that is read, to fill a gap (S5)", async () => {
    log.commit("org:org_acme", 5);
    const page = await client.ask("read", { stream: "org:org_acme", after: 1, limit: 2 });
    expect(page).toMatchObject({ ok: true, head: 5, entries: [{ offset: 2 }, { offset: 3 }] });
    expect(await client.ask("read", { stream: "run:acme1", after: 0, limit: 2 })).toMatchObject({
      code: "not-watched",
    });
    expect(await client.ask("read", { stream: "org:org_acme", after: 6, limit: 2 })).toMatchObject({
      code: "cursor-in-future",
      limit: 5,
    });
    await log.trim("org:org_acme", 3);
    expect(await client.ask("read", { stream: "org:org_acme", after: 1, limit: 2 })).toMatchObject({
      code: "cursor-expired",
      limit: 3,
    });
  });

  it.each([
    ["watch", {}, "stream"],
    ["watch", { stream: "planet:mars" }, "stream"],
    ["watch", { stream: "run:acme1", after: -1 }, "after"],
    ["watch", "run:acme1", "(root)"],
    ["watch", null, "(root)"],
    ["read", { stream: "system", after: 0, limit: limits.readEntries + 1 }, "limit"],
    ["signal", { stream: "run:acme1", type: "run.node.output", data: {} }, "type"],
    ["refresh", { token: "x".repeat(5_000) }, "token"],
  ])("refuses a wrong payload and names the field (S13): %s %j", async (event, payload, field) => {
    expect(await client.askAnything(event, payload)).toMatchObject({ ok: false, code: "invalid-input", field });
  });

  it("answers an unknown event and outlives everything that is no event at all", async () => {
    expect(await client.askAnything("doc:nonsense", { a: 1 })).toMatchObject({ ok: false, code: "unknown-event" });
    const emit = client.socket as unknown as { emit(...args: unknown[]): void };
    emit.emit("watch");
    emit.emit("__proto__", 1);
    emit.emit("toString");
    emit.emit("watch", () => {}, { stream: "run:acme1" });
    emit.emit("signal", Buffer.from([1, 2, 3]));
    expect(await client.ask("watch", { stream: "run:acme1" })).toMatchObject({ ok: true });
  });

  it("loses the connection with a frame above the largest, and comes back", async () => {
    const left = new Promise((resolve) => client.socket.once("disconnect", resolve));
    void client.askAnything("signal", { data: "x".repeat(1_100_000) }).catch(() => {});
    await left;
    await replicas.connect({ auth: { token: "olga" } }).welcomed;
  });

  it("limits the rate of each event a socket and says so", async () => {
    const rates = { ...defaultSocketRates, events: { ...defaultSocketRates.events, read: { points: 3, seconds: 60 } } };
    const strict = await startReplicas([log], { rates });
    strict.signIn("olga");
    const [eager, other] = [strict.connect({ auth: { token: "olga" } }), strict.connect({ auth: { token: "olga" } })];
    const read = { stream: "system", after: 0, limit: 1 } as const;
    for (let index = 0; index < 3; index += 1) expect(await eager.ask("read", read)).toMatchObject({ ok: true });
    expect(await eager.ask("read", read)).toMatchObject({ ok: false, code: "rate-limited", limit: 3 });
    expect(await other.ask("read", read)).toMatchObject({ ok: true });
    await strict.close();
  });

  it("refresh takes a new authentication of the same session only", async () => {
    const expiresAt = new Date(Date.now() + 3_600_000);
    replicas.signIn("olga-again", { expiresAt });
    replicas.signIn("gus", {
      actor: { ...(await import("./testing/fake-authenticator.ts")).person(), sessionId: "ses_gus" },
    });
    expect(await client.ask("refresh", { token: "olga-again" })).toEqual({
      ok: true,
      expiresAt: expiresAt.toISOString(),
    });
    expect(await client.ask("refresh", { token: "gus" })).toMatchObject({ ok: false, code: "forbidden" });
    expect(await client.ask("refresh", { token: "nobody" })).toMatchObject({ ok: false, code: "unauthenticated" });
    expect(await client.ask("refresh", {})).toMatchObject({ ok: false, code: "unauthenticated" });
  });

  it("tells the heads of what is read with every heartbeat (S6)", async () => {
    log.commit("run:acme1", 4);
    await client.ask("watch", { stream: "run:acme1" });
    await expect
      .poll(() => client.of("heads").at(-1))
      .toEqual({ system: 0, "org:org_acme": 0, "team:team_research": 0, "user:usr_olga": 0, "run:acme1": 4 });
  });
});
