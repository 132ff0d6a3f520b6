import { describe, expect, it } from "vitest";
import { createGroupCommit, type GroupCommit } from "./group-commit.ts";

/** A commit that the test ends when it wants to. */
interface HeldCommit {
  drafts: readonly string[];
  finish: () => void;
  fail: (error: Error) => void;
}

function createHeld(options: { queuedDrafts?: number; commitDrafts?: number } = {}) {
  const commits: HeldCommit[] = [];
  const group: GroupCommit<string, string> = createGroupCommit({
    commit: (drafts) =>
      new Promise((resolve, reject) => {
        commits.push({ drafts, finish: () => resolve(drafts.map((draft) => `stored ${draft}`)), fail: reject });
      }),
    overloaded: () => new Error("overloaded"),
    ...options,
  });
  async function commitAt(index: number): Promise<HeldCommit> {
    await expect.poll(() => commits[index]).toBeDefined();
    const commit = commits[index];
    if (commit === undefined) throw new Error(`commit ${index} did not come`);
    return commit;
  }
  return { group, commits, commitAt };
}

describe("group commit", () => {
  it("commits requests that arrive together as one, and answers each with its own", async () => {
    const { group, commits, commitAt } = createHeld();
    const answers = Promise.all([group.submit(["a", "b"], 2), group.submit(["c"], 1)]);

    (await commitAt(0)).finish();

    expect(await answers).toEqual([["stored a", "stored b"], ["stored c"]]);
    expect(commits.map((commit) => commit.drafts)).toEqual([["a", "b", "c"]]);
  });

  it("gathers what arrives while a commit is under way for the next one, in order", async () => {
    const { group, commitAt } = createHeld();
    const first = group.submit(["a"], 1);
    const held = await commitAt(0);
    const later = [group.submit(["b"], 1), group.submit(["c"], 1)];

    held.finish();
    await first;

    const next = await commitAt(1);
    expect(next.drafts).toEqual(["b", "c"]);
    next.finish();
    expect(await Promise.all(later)).toEqual([["stored b"], ["stored c"]]);
  });

  it("tries the requests of a failed commit again one by one, so that only the bad one fails", async () => {
    const { group, commitAt } = createHeld();
    const outcomes = Promise.allSettled([group.submit(["a"], 1), group.submit(["bad"], 1), group.submit(["c"], 1)]);

    (await commitAt(0)).fail(new Error("constraint"));
    (await commitAt(1)).finish();
    (await commitAt(2)).fail(new Error("constraint"));
    (await commitAt(3)).finish();

    expect(await outcomes).toEqual([
      { status: "fulfilled", value: ["stored a"] },
      { status: "rejected", reason: new Error("constraint") },
      { status: "fulfilled", value: ["stored c"] },
    ]);
  });

  it("keeps a commit to its bound, never splitting a request", async () => {
    const { group, commitAt } = createHeld({ commitDrafts: 3 });
    const all = Promise.all([group.submit(["a", "b"], 2), group.submit(["c", "d"], 2), group.submit(["e"], 1)]);

    const first = await commitAt(0);
    expect(first.drafts).toEqual(["a", "b"]);
    first.finish();
    const second = await commitAt(1);
    expect(second.drafts).toEqual(["c", "d", "e"]);
    second.finish();
    await all;
  });

  it("refuses what would overfill the queue at once, and takes requests again when it has drained", async () => {
    const { group, commitAt } = createHeld({ queuedDrafts: 3 });
    const first = group.submit(["a"], 1);
    const held = await commitAt(0);
    const waiting = group.submit(["b", "c"], 2);

    await expect(group.submit(["d", "e"], 2)).rejects.toThrow("overloaded");
    held.finish();
    await first;
    const next = await commitAt(1);
    const again = group.submit(["d", "e"], 2);
    next.finish();
    await waiting;
    (await commitAt(2)).finish();
    expect(await again).toEqual(["stored d", "stored e"]);
  });

  it("finishes what was submitted before it closes, and refuses what comes later", async () => {
    const { group, commitAt } = createHeld();
    const submitted = group.submit(["a"], 1);
    const closed = group.close();

    (await commitAt(0)).finish();

    expect(await submitted).toEqual(["stored a"]);
    await closed;
    await expect(group.submit(["b"], 1)).rejects.toThrow("closed");
  });
});
