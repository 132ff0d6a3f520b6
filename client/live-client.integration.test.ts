import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Entry } from "#lib/contract/entry";
import { createMemoryLog, type MemoryLog } from "#server/realtime/testing/memory-log";
import { type Replicas, startReplicas } from "#server/realtime/testing/start-replicas";
import { createLiveClient, type LiveClient } from "./live-client.ts";

const runStream = "run:acme1";
const orgStream = "org:org_acme";
/** A new one for each numbered test, printed where it fails. */
const seeds = [1, 2, 3, 4];

describe("the live client at a real gateway", () => {
  let log: MemoryLog;
  let replicas: Replicas;
  let client: LiveClient;

  beforeEach(async () => {
    log = createMemoryLog();
    replicas = await startReplicas([log], { timings: { heartbeatMs: 150, sweepMs: 150 } });
    replicas.signIn("olga");
    client = createLiveClient({ url: replicas.replica.url, token: () => "olga" });
  });
  afterEach(async () => {
    client.close();
    await replicas.close();
  });

  /** Subscribes with a snapshot taken now; keeps the offsets it was given, resets included. */
  function follow(stream: string, after: number) {
    const seen: number[] = [];
    const lost: string[] = [];
    const end = client.subscriptions.subscribe(stream, {
      after,
      onEntries: (entries: readonly Entry[]) => void seen.push(...entries.map(({ offset }) => offset)),
      async onReset() {
        const head = (await log.heads([stream])).get(stream) ?? 0;
        seen.push(...numbers(seen.at(-1) ?? after, head));
        return head;
      },
      onLost: () => void lost.push(stream),
    });
    return { seen, lost, end };
  }

  it("reads a run and a joined stream from the snapshots' offsets on, each entry once and in order (S4, S8)", async () => {
    log.commit(runStream, 3);
    log.commit(orgStream, 2);
    const run = follow(runStream, 1);
    const org = follow(orgStream, 0);
    await expect.poll(() => run.seen).toEqual([2, 3]);
    await expect.poll(() => org.seen).toEqual([1, 2]);
    log.commit(runStream, 2);
    log.commit(orgStream);
    await expect.poll(() => run.seen).toEqual([2, 3, 4, 5]);
    await expect.poll(() => org.seen).toEqual([1, 2, 3]);
    expect(client.liveness.getState().state).toBe("live");
  });

  it.each(seeds)(
    "ends with exactly the log through lost frames, redials and late subscribers, seed %i (S4, S5, S6)",
    async (seed) => {
      const random = randomFrom(seed);
      const readers = [runStream, orgStream].map((stream) => ({ stream, ...follow(stream, 0) }));
      for (let round = 0; round < 60; round += 1) {
        const stream = random() < 0.5 ? runStream : orgStream;
        log.commit(stream, 1 + Math.floor(random() * 5), { isPublished: random() < 0.8 });
        if (random() < 0.08) client.connection.redial();
        if (random() < 0.05) readers.push({ stream, ...follow(stream, 0) });
        await new Promise((resolve) => setTimeout(resolve, random() * 12));
      }
      const heads = await log.heads([runStream, orgStream]);
      for (const { stream, seen } of readers) {
        await expect.poll(() => seen.length, { timeout: 8_000 }).toBe(heads.get(stream));
        expect(seen).toEqual(numbers(0, seen.length));
      }
      await expect.poll(() => client.liveness.getState().state, { timeout: 8_000 }).toBe("live");
    },
  );

  it("loads a snapshot where the log was trimmed while it was away, and goes on after it (S7)", async () => {
    const run = follow(runStream, 0);
    log.commit(runStream, 2);
    await expect.poll(() => run.seen).toEqual([1, 2]);
    client.connection.redial();
    log.commit(runStream, 6, { isPublished: false });
    await log.trim(runStream, 7);
    await expect.poll(() => run.seen, { timeout: 8_000 }).toEqual(numbers(0, 8));
    log.commit(runStream);
    await expect.poll(() => run.seen, { timeout: 8_000 }).toEqual(numbers(0, 9));
  });

  it("is told of a run that it may not see, and of one that is not there, in the same way", async () => {
    const foreign = follow("run:globex1", 0);
    await expect.poll(() => foreign.lost).toEqual(["run:globex1"]);
    expect(foreign.seen).toEqual([]);
  });

  it("says that its session has ended and does not come back", async () => {
    await expect.poll(() => client.connection.state().kind).toBe("connected");
    await replicas.replica.authenticator.endSession("ses_olga", "revoked");
    await expect.poll(() => client.liveness.getState()).toMatchObject({ state: "ended", reason: "revoked" });
  });
});

/** `after + 1` to `upTo`. */
function numbers(after: number, upTo: number): number[] {
  return Array.from({ length: Math.max(0, upTo - after) }, (_, index) => after + index + 1);
}

/** Mulberry32: a small generator that a seed repeats. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
