import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Entry } from "#lib/contract/entry";
import { createSubscriptions, type Subscriptions } from "./subscriptions.ts";
import { createFakeConnection, type FakeConnection } from "./testing/fake-connection.ts";
import { createFakeLog, type FakeLog, testStream } from "./testing/fake-log.ts";

const teamStream = "team:support";

interface Seen {
  offsets: number[];
  resets: number;
  lost: number;
}

function subscriber(after: number, log: FakeLog) {
  const seen: Seen = { offsets: [], resets: 0, lost: 0 };
  return {
    seen,
    subscription: {
      after,
      onEntries: (entries: readonly Entry[]) => void seen.offsets.push(...entries.map(({ offset }) => offset)),
      async onReset() {
        seen.resets += 1;
        return log.head();
      },
      onLost() {
        seen.lost += 1;
      },
    },
  };
}

describe("subscriptions", () => {
  let connection: FakeConnection;
  let subscriptions: Subscriptions;
  let log: FakeLog;

  beforeEach(() => {
    connection = createFakeConnection();
    subscriptions = createSubscriptions(connection);
    log = createFakeLog();
    connection.answers.watch = () => ({ ok: true, head: log.head() });
    connection.answers.unwatch = () => ({ ok: true });
    connection.answers.read = ({ after, limit }: { after: number; limit: number }) => log.read(after, limit);
  });

  const asked = (event: string) =>
    connection.asked.filter((each) => each.event === event).map(({ payload }) => payload);

  it("watch a run from the snapshot's offset, and again from the cursor after a reconnect (S4, S8)", async () => {
    const { seen, subscription } = subscriber(2, log);
    subscriptions.subscribe(testStream, subscription);
    log.append(2);
    connection.connect();
    connection.push("entries", { stream: testStream, entries: log.append(2) });
    expect(seen.offsets).toEqual([3, 4]);
    connection.disconnect();
    connection.connect();
    expect(asked("watch")).toEqual([
      { stream: testStream, after: 2 },
      { stream: testStream, after: 4 },
    ]);
  });

  it("ask once for a gap, and show what came after it only then (S5)", async () => {
    const { seen, subscription } = subscriber(0, log);
    connection.connect();
    subscriptions.subscribe(testStream, subscription);
    log.append(3);
    connection.push("entries", { stream: testStream, entries: log.append(1) });
    expect(seen.offsets).toEqual([]);
    await vi.waitFor(() => expect(seen.offsets).toEqual([1, 2, 3, 4]));
    expect(asked("read")).toEqual([{ stream: testStream, after: 0, limit: 3 }]);
  });

  it("notice a missing tail by the heads of the heartbeat (S6)", async () => {
    const { seen, subscription } = subscriber(0, log);
    connection.connect([{ stream: teamStream, head: 0 }]);
    subscriptions.subscribe(teamStream, subscription);
    log.append(2);
    connection.push("heads", { [teamStream]: 2 });
    expect(subscriptions.isCaughtUp()).toBe(false);
    await vi.waitFor(() => expect(seen.offsets).toEqual([1, 2]));
    expect(subscriptions.isCaughtUp()).toBe(true);
  });

  it("give the handshake the lowest cursor of each joined stream, and none of the watched ones (S4)", () => {
    subscriptions.subscribe(teamStream, subscriber(9, log).subscription);
    subscriptions.subscribe(teamStream, subscriber(4, log).subscription);
    subscriptions.subscribe(testStream, subscriber(7, log).subscription);
    expect(subscriptions.cursors()).toEqual({ [teamStream]: 4 });
  });

  it("bring a late subscriber to the head, and pass over what an earlier snapshot of it holds already (S8)", async () => {
    connection.connect([{ stream: teamStream, head: 0 }]);
    connection.push("entries", { stream: teamStream, entries: log.append(3) });
    const behind = subscriber(1, log);
    const ahead = subscriber(4, log);
    subscriptions.subscribe(teamStream, behind.subscription);
    subscriptions.subscribe(teamStream, ahead.subscription);
    await vi.waitFor(() => expect(behind.seen.offsets).toEqual([2, 3]));
    connection.push("entries", { stream: teamStream, entries: log.append(2) });
    expect(behind.seen.offsets).toEqual([2, 3, 4, 5]);
    expect(ahead.seen.offsets).toEqual([5]);
  });

  it("share one watch, and end it with the last subscriber", async () => {
    connection.connect();
    const first = subscriptions.subscribe(testStream, subscriber(0, log).subscription);
    const second = subscriptions.subscribe(testStream, subscriber(0, log).subscription);
    const third = subscriptions.listen(testStream, { onSignal: () => {} });
    first();
    second();
    expect(asked("unwatch")).toEqual([]);
    third();
    third();
    expect(asked("watch")).toHaveLength(1);
    expect(asked("unwatch")).toHaveLength(1);
  });

  it("load a snapshot where the log no longer reaches back, and go on live after it (S7)", async () => {
    log.append(5);
    log.trim(4);
    connection.answers.watch = ({ after }: { after?: number }) =>
      after !== undefined && after < log.trimmed()
        ? { ok: false, code: "cursor-expired", message: "trimmed" }
        : { ok: true, head: log.head() };
    const { seen, subscription } = subscriber(1, log);
    subscriptions.subscribe(testStream, subscription);
    connection.connect();
    await vi.waitFor(() => expect(seen.resets).toBe(1));
    await vi.waitFor(() => expect(subscriptions.isCaughtUp()).toBe(true));
    connection.push("entries", { stream: testStream, entries: log.append(1) });
    expect(seen.offsets).toEqual([6]);
  });

  it("tell a subscriber that the stream may not be read, or not any more", async () => {
    connection.answers.watch = () => ({ ok: false, code: "not-found", message: "There is no such stream." });
    connection.connect([{ stream: teamStream, head: 0 }]);
    const run = subscriber(0, log);
    const team = subscriber(0, log);
    subscriptions.subscribe(testStream, run.subscription);
    subscriptions.subscribe(teamStream, team.subscription);
    await vi.waitFor(() => expect(run.seen.lost).toBe(1));
    connection.push("streams", { joined: [], left: [teamStream] });
    expect(team.seen.lost).toBe(1);
    expect(subscriptions.cursors()).toEqual({});
  });
});
