import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Entry } from "#lib/contract/entry";
import { createStreamReader } from "./stream-reader.ts";
import { createFakeClock } from "./testing/fake-clock.ts";
import { createFakeLog } from "./testing/fake-log.ts";

/** What a network and a server may do to a reader. */
const happening = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("append" as const), count: fc.integer({ min: 1, max: 6 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("append-lost" as const), count: fc.integer({ min: 1, max: 6 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("repeat" as const), back: fc.integer({ min: 1, max: 9 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("heads" as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("disconnect" as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("connect" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("trim" as const), back: fc.integer({ min: 0, max: 8 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("reset" as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("time" as const) }) },
);

const soon = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("a stream reader over any network", () => {
  it("ends with exactly the log, each entry once and in order, through losses, reconnects and trims (S4, S5, S6, S7)", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(happening, { maxLength: 60 }),
        fc.infiniteStream(fc.nat({ max: 9 })),
        async (all, luck) => {
          const log = createFakeLog();
          const clock = createFakeClock();
          /** What the subscriber holds: offsets from entries, or covered by a snapshot. */
          let known = 0;
          let isConnected = true;
          let failuresLeft = 40;
          const isUnlucky = () => failuresLeft > 0 && luck.next().value < 3 && failuresLeft-- > 0;

          const reader = createStreamReader({
            after: 0,
            delay: clock.delay,
            async read(after, limit) {
              await soon();
              if (!isConnected || isUnlucky()) return { ok: false, code: "unavailable", message: "lost" };
              return log.read(after, Math.min(limit, 4));
            },
            onEntries(entries: readonly Entry[]) {
              for (const { offset } of entries) {
                expect(offset).toBe(known + 1);
                known = offset;
              }
            },
            async onReset() {
              await soon();
              if (isUnlucky()) throw new Error("the snapshot could not be loaded");
              known = log.head();
              return known;
            },
            onLost: () => expect.unreachable("the stream was never taken away"),
            onProgress: () => {},
          });

          for (const each of all) {
            switch (each.kind) {
              case "append": {
                const entries = log.append(each.count);
                if (isConnected) reader.receive(entries);
                break;
              }
              case "append-lost":
                log.append(each.count);
                break;
              case "repeat": {
                const after = Math.max(log.trimmed(), log.head() - each.back);
                const page = log.read(after, 5);
                if (isConnected && page.ok) reader.receive(page.entries);
                break;
              }
              case "heads":
                if (isConnected) reader.announce(log.head());
                break;
              case "disconnect":
                isConnected = false;
                reader.suspend();
                break;
              case "connect":
                isConnected = true;
                reader.resume();
                reader.announce(log.head());
                break;
              case "trim":
                log.trim(log.head() - each.back);
                break;
              case "reset":
                if (isConnected && reader.cursor() < log.trimmed()) reader.reset(log.head());
                break;
              case "time":
                clock.advance();
                await soon();
                break;
            }
          }

          isConnected = true;
          reader.resume();
          reader.announce(log.head());
          for (let round = 0; round < 400 && !(reader.isCaughtUp() && reader.cursor() === log.head()); round += 1) {
            await soon();
            clock.advance();
          }
          expect(reader.cursor()).toBe(log.head());
          expect(known).toBe(log.head());
          expect(reader.isCaughtUp()).toBe(true);
          reader.close();
        },
      ),
      { numRuns: 300 },
    );
  });
});
