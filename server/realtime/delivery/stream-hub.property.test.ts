import fc from "fast-check";
import pino from "pino";
import { describe, expect, it } from "vitest";
import { limits } from "#lib/contract/limits";
import type { Bus, BusMessage } from "#server/bus/bus";
import { createCountingMetrics } from "../testing/counting-metrics.ts";
import { createFakeRooms, type FakeStreamSocket, offsetsOf } from "../testing/fake-stream-socket.ts";
import { createMemoryLog } from "../testing/memory-log.ts";
import { createStreamHub } from "./stream-hub.ts";

const stream = "run:acme1";
const logger = pino({ level: "silent" });

/** What may happen, in any order, while readers come and entries are committed. */
const happening = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("commit" as const), count: fc.integer({ min: 1, max: 30 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("lose" as const), count: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("swap" as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("repeat" as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("join" as const), behind: fc.nat({ max: 60 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("fill" as const), socket: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("drain" as const), socket: fc.nat() }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("turns" as const), count: fc.integer({ min: 1, max: 4 }) }) },
);

describe("the stream hub under any interleaving", () => {
  it("gives every reader what follows its cursor, each entry once, in order (S4)", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 40 }), async (happenings) => {
        const log = createMemoryLog();
        log.beforeRead = () => turns(1);
        log.afterRead = () => turns(2);
        const bus = createHandBus();
        const rooms = createFakeRooms();
        const metrics = createCountingMetrics();
        const hub = createStreamHub({ log, bus, broadcast: rooms.broadcast, metrics, logger, gapGraceMs: 0 });
        const readers: { socket: FakeStreamSocket; after: number }[] = [];
        const joining: Promise<void>[] = [];
        let late: BusMessage | null = null;
        let head = log.commit(stream, 10).length;

        const join = (after: number) => {
          const socket = rooms.connect();
          readers.push({ socket, after });
          joining.push(hub.subscribe(socket, [{ stream, after }], () => true));
        };
        const commit = (count: number): BusMessage => {
          const entries = log.commit(stream, count, { isPublished: false });
          head += count;
          return { kind: "committed", batches: [{ stream, entries }] };
        };

        join(0);
        for (const each of happenings) {
          const reader = "socket" in each ? readers[each.socket % readers.length] : undefined;
          if (each.kind === "commit") bus.deliver(commit(each.count));
          else if (each.kind === "lose") commit(each.count);
          else if (each.kind === "swap") {
            late = commit(2);
            bus.deliver(commit(3));
            bus.deliver(late);
          } else if (each.kind === "repeat" && late !== null) bus.deliver(late);
          else if (each.kind === "join") join(Math.max(0, head - each.behind));
          else if (each.kind === "fill" && reader) reader.socket.unsent = limits.socketBufferBytes + 1;
          else if (each.kind === "drain" && reader) reader.socket.unsent = 0;
          else if (each.kind === "turns") await turns(each.count);
        }
        for (const { socket } of readers) socket.unsent = 0;
        await Promise.all(joining);
        await hub.beat();
        await expect
          .poll(() => readers.map(({ socket, after }) => offsetsOf(socket).at(-1) ?? after), { interval: 1 })
          .toEqual(readers.map(() => head));
        for (const { socket, after } of readers) {
          expect(offsetsOf(socket)).toEqual(Array.from({ length: head - after }, (_, index) => after + index + 1));
          expect(socket.received.filter(({ event }) => event === "reset")).toEqual([]);
        }
        hub.close();
      }),
      { numRuns: 150 },
    );
  });
});

/** A bus whose messages arrive when the test says so. */
function createHandBus(): Bus & { deliver(message: BusMessage): void } {
  const listeners = new Set<(message: BusMessage) => void>();
  return {
    publish: () => {},
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {},
    deliver: (message) => {
      for (const listener of listeners) listener(message);
    },
  };
}

async function turns(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await new Promise((resolve) => setImmediate(resolve));
}
