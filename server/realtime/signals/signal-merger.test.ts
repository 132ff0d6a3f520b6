import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Signal } from "#lib/contract/signal";
import { createSignalMerger } from "./signal-merger.ts";

const output = (nodeId: string, seq: number, text: string, attempt = 1): Signal => ({
  stream: "run:acme1",
  type: "run.node.output",
  data: { nodeId, attempt, seq, text },
  from: null,
});

describe("the signal merger", () => {
  const delivered: Signal[] = [];
  const merger = createSignalMerger({ mergeMs: 30, deliver: (signal) => delivered.push(signal) });

  beforeEach(() => {
    vi.useFakeTimers();
    delivered.length = 0;
  });
  afterEach(() => {
    merger.close();
    vi.useRealTimers();
  });

  it("joins a node's output to one text with the first part's number", () => {
    merger.add(output("a", 0, "Hello"));
    merger.add(output("b", 0, "Other"));
    merger.add(output("a", 1, ", world"));
    expect(delivered).toEqual([]);
    vi.advanceTimersByTime(30);
    expect(delivered).toEqual([output("a", 0, "Hello, world"), output("b", 0, "Other")]);
  });

  it("keeps attempts and items apart", () => {
    merger.add(output("a", 0, "first"));
    merger.add(output("a", 0, "second", 2));
    vi.advanceTimersByTime(30);
    expect(delivered).toHaveLength(2);
  });

  it("begins a new text where one grows too long, in order", () => {
    merger.add(output("a", 0, "x".repeat(8_000)));
    merger.add(output("a", 1, "y".repeat(8_000)));
    vi.advanceTimersByTime(30);
    expect(delivered.map(({ data }) => "seq" in data && data.seq)).toEqual([0, 1]);
  });

  it("keeps the latest progress only", () => {
    const progress = (value: number): Signal => ({
      stream: "run:acme1",
      type: "run.node.progress",
      data: { nodeId: "a", progress: value },
      from: null,
    });
    merger.add(progress(0.1));
    merger.add(progress(0.7));
    vi.advanceTimersByTime(30);
    expect(delivered).toEqual([progress(0.7)]);
  });
});
