import pino from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { limits } from "#lib/contract/limits";
import { createCountingMetrics } from "../testing/counting-metrics.ts";
import { createFakeRooms, type FakeStreamSocket, offsetsOf } from "../testing/fake-stream-socket.ts";
import { createMemoryLog, type MemoryLog } from "../testing/memory-log.ts";
import { createStreamHub, type StreamHub } from "./stream-hub.ts";

const stream = "run:acme1";
const silentBus = { publish: () => {}, subscribe: () => () => {}, close: async () => {} };

describe("the stream hub", () => {
  let log: MemoryLog;
  let hub: StreamHub;
  let rooms: ReturnType<typeof createFakeRooms>;
  const metrics = createCountingMetrics();

  beforeEach(() => {
    log = createMemoryLog();
    rooms = createFakeRooms();
    const logger = pino({ level: "silent" });
    hub = createStreamHub({ log, bus: silentBus, broadcast: rooms.broadcast, metrics, logger, gapGraceMs: 0 });
  });
  afterEach(() => hub.close());

  async function connect(after?: number): Promise<FakeStreamSocket> {
    const socket = rooms.connect();
    await hub.subscribe(socket, [{ stream, after }], () => true);
    return socket;
  }
  const of = (socket: FakeStreamSocket, event: string) =>
    socket.received.filter((each) => each.event === event).map(({ payload }) => payload);

  it("makes one frame of the commits of one turn", async () => {
    const socket = await connect();
    log.commit(stream, 2);
    log.commit(stream, 3);
    await expect.poll(() => offsetsOf(socket)).toEqual([1, 2, 3, 4, 5]);
    expect(of(socket, "entries")).toHaveLength(1);
  });

  it("tells live readers to reset where what they lack was trimmed (S7)", async () => {
    const socket = await connect();
    log.commit(stream, 5, { isPublished: false });
    await log.trim(stream, 5);
    log.commit(stream, 2);
    await expect.poll(() => of(socket, "reset")).toEqual([{ stream, head: 7 }]);
    log.commit(stream, 1);
    await expect.poll(() => offsetsOf(socket)).toEqual([8]);
  });

  it("asks the log for nothing where a cursor is at the head", async () => {
    log.commit(stream, 5);
    const socket = await connect(5);
    await expect.poll(() => of(socket, "caught-up")).toEqual([{ stream, offset: 5 }]);
    expect(log.reads).toBe(0);
  });

  it("keeps a bounded number of entries for frames that wait, and reads the rest from the log", async () => {
    const socket = await connect();
    for (let index = 0; index < 300; index += 1) log.commit(stream, 100);
    await expect.poll(() => offsetsOf(socket).at(-1)).toBe(30_000);
    expect(offsetsOf(socket)).toEqual(Array.from({ length: 30_000 }, (_, index) => index + 1));
    expect(log.reads).toBeGreaterThan(0);
  });

  it("closes the stream with its last reader, also one that waits for its buffer", async () => {
    const socket = await connect();
    socket.unsent = limits.socketBufferBytes + 1;
    log.commit(stream);
    await expect.poll(() => hub.stats().draining).toBe(1);
    hub.unsubscribe(socket.id, stream);
    socket.isConnected = false;
    await expect.poll(() => hub.stats()).toEqual({ streams: 0, subscriptions: 0, draining: 0 });
    log.commit(stream);
    expect(offsetsOf(socket)).toEqual([]);
  });

  it("goes on where entries are delivered while an empty page of the log is on its way", async () => {
    const live = await connect();
    log.commit(stream, 10, { isPublished: false });
    let isLate = true;
    log.afterRead = async () => {
      if (!isLate) return;
      isLate = false;
      log.commit(stream);
      await expect.poll(() => offsetsOf(live).at(-1)).toBe(11);
    };
    const ahead = await connect(10);
    await expect.poll(() => offsetsOf(ahead)).toEqual([11]);
  });

  it("reads a page once for readers that come back together", async () => {
    log.commit(stream, 20);
    log.beforeRead = () => new Promise((resolve) => setImmediate(resolve));
    const readers = await Promise.all(Array.from({ length: 50 }, () => connect(5)));
    for (const reader of readers) await expect.poll(() => offsetsOf(reader)).toHaveLength(15);
    expect(log.reads).toBe(1);
  });

  it("subscribes nobody where entering is refused, and nothing where the log is away", async () => {
    const socket = rooms.connect();
    await hub.subscribe(socket, [{ stream }], () => false);
    const heads = log.heads;
    log.heads = async () => {
      throw new Error("the database is away");
    };
    await expect(hub.subscribe(socket, [{ stream }], () => true)).rejects.toThrow("away");
    expect(hub.stats()).toEqual({ streams: 0, subscriptions: 0, draining: 0 });
    log.heads = heads;
    await hub.subscribe(socket, [{ stream }], () => true);
    expect(hub.stats().subscriptions).toBe(1);
  });
});
