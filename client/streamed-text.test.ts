import { describe, expect, it } from "vitest";
import { type ExecutionState, idleExecutionState, idleNodeState } from "#lib/domain/run-state";
import { addToTexts, type NodeTexts, streamedTextLimit, textOf } from "./streamed-text.ts";

type Piece = Parameters<typeof addToTexts>[1];
const piece = (seq: number, text: string, more: Partial<Piece> = {}): Piece => {
  return { nodeId: "a", attempt: 1, seq, text, ...more };
};
const add = (...pieces: Piece[]): NodeTexts => pieces.reduce<NodeTexts>(addToTexts, []);

describe("streamed text (S9)", () => {
  it("has no hole where pieces were merged on their way", () => {
    expect(add(piece(0, "Dear Ada"), piece(8, ", hello"))).toMatchObject([
      { text: "Dear Ada, hello", isPartial: false },
    ]);
  });

  it("takes what is new of a piece that overlaps, and nothing of one that is known", () => {
    const texts = add(piece(0, "Dear "), piece(2, "ar Ada"));
    expect(texts).toMatchObject([{ text: "Dear Ada", end: 8 }]);
    expect(addToTexts(texts, piece(0, "Dear"))).toBe(texts);
  });

  it("says that it is not whole for who comes in the middle, without a mark before its start", () => {
    expect(add(piece(40, "and so on"))).toMatchObject([{ text: "and so on", isPartial: true }]);
  });

  it("keeps the end of a text that grows too long", () => {
    const [text] = add(piece(0, "x".repeat(streamedTextLimit)), piece(streamedTextLimit, "end"));
    expect(text).toMatchObject({ isPartial: true });
    expect(text?.text).toHaveLength(streamedTextLimit);
    expect(text?.text.endsWith("end")).toBe(true);
  });

  it("keeps the items of a loop apart, however their pieces come in turns", () => {
    const texts = add(piece(0, "One ", { item: 0 }), piece(0, "Two ", { item: 1 }), piece(4, "goes on", { item: 0 }));
    expect(texts.map(({ item, text }) => [item, text])).toEqual([
      [0, "One goes on"],
      [1, "Two "],
    ]);
  });

  it("is shown of one item until that has ended, or of the one that was picked", () => {
    const texts = add(piece(0, "One", { item: 0 }), piece(0, "Two", { item: 1 }));
    const running: ExecutionState = { ...idleExecutionState, status: "running" };
    const ended: ExecutionState = { ...idleExecutionState, status: "succeeded" };
    const node = (first: ExecutionState) => ({ ...idleNodeState, items: { 0: first, 1: running } });
    expect(textOf(texts, node(running), null)?.text).toBe("One");
    expect(textOf(texts, node(ended), null)?.text).toBe("Two");
    expect(textOf(texts, node(ended), 0)?.text).toBe("One");
    expect(textOf(texts, node(ended), 7)).toBeUndefined();
  });
});
