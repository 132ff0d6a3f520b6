import { describe, expect, it } from "vitest";
import { createPublicationOrder } from "./publication-order.ts";
import type { CommittedBatch } from "./stream-log.ts";

function createRecorded() {
  const published: string[] = [];
  const order = createPublicationOrder((batches) => published.push(batches.map((batch) => batch.stream).join("+")));
  return { order, published };
}

function batch(stream: string): CommittedBatch {
  return { stream, entries: [] };
}

describe("the order of publication", () => {
  it("is that of the places, whichever commit is heard of first", () => {
    const { order, published } = createRecorded();
    const first = order.take(["run:a"]);
    const second = order.take(["run:a", "run:b"]);
    const third = order.take(["run:b"]);

    third.publish([batch("third")]);
    second.publish([batch("second")]);
    expect(published).toEqual([]);
    first.publish([batch("first")]);

    expect(published).toEqual(["first", "second", "third"]);
  });

  it("does not make a transaction wait for another that shares no stream with it", () => {
    const { order, published } = createRecorded();
    order.take(["run:a"]);

    order.take(["run:b"]).publish([batch("second")]);

    expect(published).toEqual(["second"]);
  });

  it("goes on when the one before was rolled back or stored nothing", () => {
    const { order, published } = createRecorded();
    const rolledBack = order.take(["run:a"]);
    const empty = order.take(["run:a"]);
    order.take(["run:a"]).publish([batch("third")]);

    empty.publish([]);
    rolledBack.drop();

    expect(published).toEqual(["third"]);
  });
});
