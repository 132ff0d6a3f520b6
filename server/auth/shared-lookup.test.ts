import { describe, expect, it } from "vitest";
import { createSharedLookup } from "./shared-lookup.ts";

describe("a shared lookup", () => {
  it("asks once for all who ask the same in one turn", async () => {
    const asked: string[] = [];
    const look = createSharedLookup(async (key) => asked.push(key));
    expect(await Promise.all([look("a"), look("b"), look("a")])).toEqual([1, 2, 1]);
    expect(asked).toEqual(["a", "b"]);
  });

  it("asks again for whoever asks once the query has begun", async () => {
    let row = "valid";
    const begun = Promise.withResolvers<void>();
    const look = createSharedLookup(async () => {
      const read = row;
      begun.resolve();
      return read;
    });
    const first = look("key");
    await begun.promise;
    row = "revoked";
    expect(await look("key")).toBe("revoked");
    expect(await first).toBe("valid");
  });

  it("fails for all who share a query that fails, and for nobody after", async () => {
    let isDown = true;
    const look = createSharedLookup(async () => {
      if (isDown) throw new Error("down");
      return "row";
    });
    const failed = await Promise.allSettled([look("a"), look("a")]);
    expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    isDown = false;
    expect(await look("a")).toBe("row");
  });
});
