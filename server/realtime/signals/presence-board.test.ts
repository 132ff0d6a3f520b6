import { beforeEach, describe, expect, it } from "vitest";
import { createPresenceBoard, type PresenceBoard, type PresenceSignal } from "./presence-board.ts";

const presence = (clientId: string, data: PresenceSignal["data"]): PresenceSignal => ({
  stream: "run:acme1",
  type: "presence",
  data,
  from: { clientId, userId: `usr_${clientId}`, name: clientId },
});

describe("the presence board", () => {
  let now = 0;
  let board: PresenceBoard;
  beforeEach(() => {
    now = 0;
    board = createPresenceBoard(() => now);
  });

  it("lays what a client says over what it said before", () => {
    board.note(presence("olga", { selection: ["a"] }), "local");
    board.note(presence("olga", { cursor: { x: 1, y: 2 } }), "local");
    board.note(presence("olga", { selection: [] }), "local");
    expect(board.of("run:acme1")).toEqual([presence("olga", { selection: [], cursor: { x: 1, y: 2 } })]);
  });

  it("forgets who goes, and tells it once", () => {
    board.note(presence("olga", { selection: ["a"] }), "local");
    expect(board.leave("run:acme1", "olga")).toEqual(presence("olga", { gone: true }));
    expect(board.leave("run:acme1", "olga")).toBeNull();
    board.note(presence("adam", {}), "remote");
    board.note(presence("adam", { gone: true }), "remote");
    expect(board.of("run:acme1")).toEqual([]);
  });

  it("forgets clients of a replica that fell silent, never its own", () => {
    board.note(presence("olga", {}), "local");
    board.note(presence("adam", {}), "remote");
    now = 1_000;
    board.note(presence("eve", {}), "remote");
    now = 1_500;
    expect(board.expireRemote(1_000)).toEqual([presence("adam", { gone: true })]);
    expect(board.of("run:acme1").map(({ from }) => from?.clientId)).toEqual(["olga", "eve"]);
    expect(board.local()).toEqual([presence("olga", {})]);
  });
});
