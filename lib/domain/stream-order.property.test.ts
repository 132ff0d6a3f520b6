import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { missingRange, noteHead, receiveEntries, resetOrder, type StreamOrder, startOrder } from "./stream-order.ts";

interface Numbered {
  offset: number;
}
const slice = (from: number, to: number): Numbered[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => ({ offset: from + index }));

/** A network that cuts a log of `length` entries into pieces which overlap, repeat, shuffle and get lost. */
const arrivals = (length: number) =>
  fc.array(
    fc.record({
      from: fc.integer({ min: 1, max: length }),
      size: fc.integer({ min: 1, max: 9 }),
      isShuffled: fc.boolean(),
    }),
    { maxLength: 40 },
  );

const scenario = fc
  .record({
    length: fc.integer({ min: 1, max: 60 }),
    cursor: fc.nat({ max: 20 }),
    heldLimit: fc.integer({ min: 1, max: 12 }),
  })
  .chain(({ length, cursor, heldLimit }) =>
    fc.record({
      length: fc.constant(length),
      cursor: fc.constant(Math.min(cursor, length)),
      heldLimit: fc.constant(heldLimit),
      pieces: arrivals(length),
    }),
  );

describe("any network in front of a stream's order", () => {
  it("delivers exactly the log, each entry once, in order (S4, S5)", () => {
    fc.assert(
      fc.property(scenario, ({ length, cursor, heldLimit, pieces }) => {
        const seen: number[] = [];
        let order: StreamOrder<Numbered> = startOrder(cursor);
        const receive = (entries: Numbered[]) => {
          const step = receiveEntries(order, entries, heldLimit);
          order = step.order;
          seen.push(...step.deliver.map(({ offset }) => offset));
          expect(order.held.length).toBeLessThanOrEqual(heldLimit);
          expect(order.cursor).toBe(seen.at(-1) ?? cursor);
          return step.missing;
        };
        for (const { from, size, isShuffled } of pieces) {
          const piece = slice(from, Math.min(length, from + size - 1));
          receive(isShuffled ? piece.reverse() : piece);
        }
        order = noteHead(order, length).order;
        for (let missing = missingRange(order); missing !== null; ) {
          expect(missing.upTo).toBeGreaterThan(missing.after);
          missing = receive(slice(missing.after + 1, Math.min(missing.upTo, missing.after + 7)));
        }
        expect(seen).toEqual(slice(cursor + 1, length).map(({ offset }) => offset));
      }),
    );
  });

  it("never goes back or repeats when the log is trimmed in between (S7)", () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({
          kind: fc.constant("arrive" as const),
          from: fc.integer({ min: 1, max: 60 }),
          size: fc.integer({ min: 1, max: 9 }),
        }),
        fc.record({ kind: fc.constant("trim" as const), ahead: fc.integer({ min: 0, max: 10 }) }),
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(steps, (all) => {
        let order: StreamOrder<Numbered> = startOrder(0);
        let last = 0;
        for (const each of all) {
          const before = order.cursor;
          const step =
            each.kind === "arrive"
              ? receiveEntries(order, slice(each.from, each.from + each.size - 1))
              : resetOrder(order, order.cursor + each.ahead);
          if (each.kind === "trim") last = before + each.ahead;
          for (const { offset } of step.deliver) {
            expect(offset).toBe(last + 1);
            last = offset;
          }
          order = step.order;
          expect(order.cursor).toBe(last);
        }
      }),
    );
  });
});
