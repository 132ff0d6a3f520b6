import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { limits } from "#lib/contract/limits";
import { createMemoryLog, type MemoryLog } from "../testing/memory-log.ts";
import { pauseReading } from "../testing/pause-reading.ts";
import { type Replicas, startReplicas } from "../testing/start-replicas.ts";

const upTo = (head: number) => Array.from({ length: head }, (_, index) => index + 1);

describe("streams over sockets", () => {
  let log: MemoryLog;
  let replicas: Replicas;

  beforeEach(async () => {
    log = createMemoryLog();
    replicas = await startReplicas([log], { timings: { heartbeatMs: 100 } });
    replicas.signIn("olga");
  });
  afterEach(() => replicas.close());

  it("a handshake's cursor is met by a replay after the welcome, and the rest is live (S4)", async () => {
    log.commit("org:org_acme", 700);
    const client = replicas.connect({ auth: { token: "olga", cursors: { "org:org_acme": 100, system: 0 } } });
    await client.welcomed;
    log.commit("org:org_acme", 3);
    await expect.poll(() => client.offsets("org:org_acme").at(-1)).toBe(703);
    expect(client.received[0]?.event).toBe("welcome");
    expect(client.offsets("org:org_acme")).toEqual(upTo(703).slice(100));
    expect(client.of("caught-up")).toContainEqual({ stream: "system", offset: 0 });
    expect(client.of("caught-up").filter(({ stream }) => stream === "org:org_acme")).toHaveLength(1);
  });

  it("a handshake's cursor from the future or below the trim gets a reset, then live from the head (S7)", async () => {
    log.commit("org:org_acme", 5);
    log.commit("team:team_research", 5);
    await log.trim("team:team_research", 4);
    const cursors = { "org:org_acme": 9, "team:team_research": 2 };
    const client = replicas.connect({ auth: { token: "olga", cursors } });
    await expect.poll(() => client.of("reset")).toHaveLength(2);
    expect(client.of("reset")).toContainEqual({ stream: "org:org_acme", head: 5 });
    expect(client.of("reset")).toContainEqual({ stream: "team:team_research", head: 5 });
    log.commit("org:org_acme");
    log.commit("team:team_research");
    await expect.poll(() => [client.offsets("org:org_acme"), client.offsets("team:team_research")]).toEqual([[6], [6]]);
  });

  it("what is committed together travels in one frame, what is large in several", async () => {
    const client = replicas.connect({ auth: { token: "olga" } });
    await client.welcomed;
    log.commit("system", 300);
    await expect.poll(() => client.offsets("system")).toEqual(upTo(300));
    expect(client.of("entries")).toHaveLength(1);
    log.commit("system", 10, { text: "x".repeat(100_000) });
    log.commit("system", limits.frameEntries + 1);
    await expect.poll(() => client.offsets("system").at(-1)).toBe(310 + limits.frameEntries + 1);
    const frames = client.of("entries").slice(1);
    expect(frames.map(({ entries }) => entries.length)).toEqual([2, 2, 2, 2, 500, 3]);
    expect(client.offsets("system")).toEqual(upTo(310 + limits.frameEntries + 1));
  });

  it("a slow reader costs a bounded buffer, nobody else notices, and it catches up from the log (S10)", async () => {
    replicas.signIn("adam");
    const slow = replicas.connect({ auth: { token: "olga" } });
    const quick = replicas.connect({ auth: { token: "adam" } });
    await Promise.all([slow.welcomed, quick.welcomed]);
    const [serverSocket] = [...replicas.replica.gateway.io.sockets.sockets.values()].filter(
      ({ id }) => id === slow.socket.id,
    );
    const conn = serverSocket?.conn as unknown as {
      writeBuffer: { data?: string }[];
      transport: { socket: { bufferedAmount: number } };
    };
    const resume = pauseReading(slow.socket);
    const text = "x".repeat(10_000);
    let largestBuffer = 0;
    for (let head = 20; head <= 3_000; head += 20) {
      log.commit("system", 20, { text });
      await expect.poll(() => quick.offsets("system").at(-1), { interval: 1, timeout: 5_000 }).toBe(head);
      const waiting = conn.writeBuffer.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
      largestBuffer = Math.max(largestBuffer, waiting + conn.transport.socket.bufferedAmount);
    }
    expect(largestBuffer).toBeGreaterThan(limits.socketBufferBytes);
    expect(largestBuffer).toBeLessThan(limits.socketBufferBytes + 300 * 1024);
    expect(replicas.replica.metrics.counts.readerLagged).toBe(1);
    expect(replicas.replica.gateway.stats().draining).toBe(1);
    expect(quick.of("entries").some(({ replay }) => replay)).toBe(false);
    expect(quick.offsets("system")).toEqual(upTo(3_000));

    resume();
    await expect.poll(() => slow.offsets("system").at(-1), { timeout: 10_000 }).toBe(3_000);
    await expect.poll(() => slow.of("caught-up")).toEqual([{ stream: "system", offset: 3_000 }]);
    expect(slow.offsets("system")).toEqual(upTo(3_000));
    log.commit("system");
    await expect.poll(() => slow.offsets("system").at(-1)).toBe(3_001);
    expect(slow.of("entries").at(-1)).not.toHaveProperty("replay");
    expect(replicas.replica.gateway.stats().draining).toBe(0);
  });

  it("signals to a slow reader are dropped before its entries (S9, S10)", async () => {
    const slow = replicas.connect({ auth: { token: "olga" } });
    await slow.ask("watch", { stream: "run:acme1" });
    const resume = pauseReading(slow.socket);
    // What the kernel takes without being read is unknown: fill until something waits with us.
    const { gateway, metrics } = replicas.replica;
    for (let seq = 0; metrics.counts.signalsDropped === 0; seq += 1) {
      const data = { nodeId: "llm", attempt: seq + 1, seq: 0, text: "x".repeat(8_000) };
      for (let index = 0; index < 20; index += 1) {
        gateway.emitSignal({
          stream: "run:acme1",
          type: "run.node.output",
          from: null,
          data: { ...data, nodeId: `n${index}` },
        });
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    log.commit("run:acme1");
    resume();
    await expect.poll(() => slow.offsets("run:acme1"), { timeout: 5_000 }).toEqual([1]);
    expect(metrics.counts.readerLagged).toBe(0);
  });

  it("a replay goes on after the log could not be read", async () => {
    log.commit("run:acme1", 5);
    const client = replicas.connect({ auth: { token: "olga" } });
    await client.welcomed;
    let failures = 2;
    log.beforeRead = () => {
      failures -= 1;
      if (failures >= 0) throw new Error("the database is away");
    };
    expect(await client.ask("watch", { stream: "run:acme1", after: 0 })).toEqual({ ok: true, head: 5 });
    await expect.poll(() => client.offsets("run:acme1"), { timeout: 5_000 }).toEqual(upTo(5));
  });

  it("a socket that leaves leaves nothing behind", async () => {
    const client = replicas.connect({ auth: { token: "olga" } });
    await client.ask("watch", { stream: "run:acme1", after: 0 });
    expect(replicas.replica.gateway.stats()).toMatchObject({ sockets: 1, sessions: 1, streams: 5, subscriptions: 5 });
    client.socket.disconnect();
    await expect
      .poll(() => replicas.replica.gateway.stats())
      .toEqual({ sockets: 0, sessions: 0, streams: 0, subscriptions: 0, draining: 0 });
  });
});

describe("streams over two replicas", () => {
  it("a message that the bus lost is found by the next one, or by the heads (S5, S6)", async () => {
    // Two logs on one storage: each publishes only what was committed through it.
    const log = createMemoryLog();
    const elsewhere = { ...log, onCommitted: () => () => {} };
    const replicas = await startReplicas([log, elsewhere], { timings: { heartbeatMs: 200 } });
    replicas.signIn("olga");
    const client = replicas.connect({ replica: replicas.all[1] ?? replicas.replica, auth: { token: "olga" } });
    await client.welcomed;

    log.commit("system", 2);
    await expect.poll(() => client.offsets("system")).toEqual([1, 2]);
    replicas.loses = ({ kind }) => kind === "committed";
    log.commit("system", 3);
    replicas.loses = () => false;
    log.commit("system", 1);
    await expect.poll(() => client.offsets("system")).toEqual(upTo(6));
    replicas.loses = ({ kind }) => kind === "committed";
    log.commit("system", 2);
    await expect.poll(() => client.offsets("system")).toEqual(upTo(8));
    expect(client.of("entries").some(({ replay }) => replay)).toBe(false);
    await replicas.close();
  });
});
