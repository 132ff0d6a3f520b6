import { describe, expect, it } from "vitest";
import { missingRange, noteHead, receiveEntries, resetOrder, startOrder } from "./stream-order.ts";

const entries = (...offsets: number[]) => offsets.map((offset) => ({ offset }));

describe("the order of a stream", () => {
  it("delivers consecutive entries at once (S4)", () => {
    const { order, deliver, missing } = receiveEntries(startOrder(3), entries(4, 5));
    expect(deliver).toEqual(entries(4, 5));
    expect(order.cursor).toBe(5);
    expect(missing).toBeNull();
  });

  it("holds what comes after a gap and says what is missing (S5)", () => {
    const early = receiveEntries(startOrder(3), entries(6, 7));
    expect(early.deliver).toEqual([]);
    expect(early.missing).toEqual({ after: 3, upTo: 5 });
    const filled = receiveEntries(early.order, entries(4, 5));
    expect(filled.deliver).toEqual(entries(4, 5, 6, 7));
    expect(filled.missing).toBeNull();
  });

  it("cuts an overlapping batch to what is new (S4)", () => {
    expect(receiveEntries(startOrder(3), entries(2, 3, 4)).deliver).toEqual(entries(4));
  });

  it("sees a missing tail by an announced head (S6)", () => {
    expect(noteHead(startOrder(3), 5).missing).toEqual({ after: 3, upTo: 5 });
    expect(noteHead(startOrder(3), 2).missing).toBeNull();
  });

  it("holds no more than its limit and asks again for the rest", () => {
    const early = receiveEntries(startOrder(0), entries(2, 3, 4, 5), 2);
    expect(early.order.held).toEqual(entries(2, 3));
    const filled = receiveEntries(early.order, entries(1), 2);
    expect(filled.deliver).toEqual(entries(1, 2, 3));
    expect(filled.missing).toEqual({ after: 3, upTo: 5 });
  });

  it("goes on from the head of a reset, with what it held above (S7)", () => {
    const early = receiveEntries(startOrder(0), entries(5, 8, 9));
    const reset = resetOrder(early.order, 7);
    expect(reset.deliver).toEqual(entries(8, 9));
    expect(reset.order.cursor).toBe(9);
  });

  it("starts anew where a reset's head is below what was delivered", () => {
    const { order } = resetOrder(receiveEntries(startOrder(8), entries(10)).order, 2);
    expect(order).toEqual(startOrder(2));
    expect(missingRange(order)).toBeNull();
  });
});
