import { describe, expect, it } from "vitest";
import type { RunSummary } from "#lib/contract/run";
import { countNewer, leastShownMs, msUntilNewest } from "./newest-run.ts";

describe("following the newest run", () => {
  it("shows the first one, and one that comes after a quiet time, at once", () => {
    expect(msUntilNewest({ id: null, since: 0 }, "b", 10)).toBe(0);
    expect(msUntilNewest({ id: "a", since: 0 }, "b", 60_000)).toBe(0);
  });

  it("stays with a run for a moment, however many come", () => {
    expect(msUntilNewest({ id: "a", since: 1_000 }, "b", 1_100)).toBe(leastShownMs - 100);
    expect(msUntilNewest({ id: "a", since: 1_000 }, "c", 1_900)).toBe(leastShownMs - 900);
  });

  it("moves nowhere where the newest is shown, or there is none", () => {
    expect(msUntilNewest({ id: "a", since: 0 }, "a", 9_000)).toBeNull();
    expect(msUntilNewest({ id: "a", since: 0 }, null, 9_000)).toBeNull();
  });

  it("counts the runs that are newer, also than one that the list does not reach back to", () => {
    const run = (id: string, queuedAt: string) => ({ id, queuedAt }) as RunSummary;
    const runs = [run("c", "2026-11-01T12:00:03.000Z"), run("b", "2026-11-01T12:00:02.000Z")];
    expect(countNewer(runs, run("c", "2026-11-01T12:00:03.000Z"))).toBe(0);
    expect(countNewer(runs, run("b", "2026-11-01T12:00:02.000Z"))).toBe(1);
    expect(countNewer(runs, run("a", "2026-11-01T12:00:01.000Z"))).toBe(2);
    expect(countNewer(runs, null)).toBe(0);
  });
});
