import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLiveness, type LivenessStore, offlineAfterMs, silenceMs } from "./liveness.ts";
import { createSubscriptions } from "./subscriptions.ts";
import { createFakeConnection, type FakeConnection } from "./testing/fake-connection.ts";

const stream = "team:support";

describe("liveness", () => {
  let connection: FakeConnection;
  let liveness: LivenessStore;
  let isOnline = true;
  let onlineChanged = () => {};

  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse("2026-11-01T12:00:00Z") });
    isOnline = true;
    connection = createFakeConnection();
    const subscriptions = createSubscriptions(connection);
    subscriptions.subscribe(stream, { after: 0, onEntries: () => {}, onReset: async (head) => head });
    liveness = createLiveness(connection, subscriptions, {
      now: () => Date.now(),
      isOnline: () => isOnline,
      onOnlineChange(listener) {
        onlineChanged = listener;
        return () => {};
      },
    });
  });
  afterEach(() => {
    liveness.close();
    vi.useRealTimers();
  });

  const state = () => liveness.getState().state;

  it("is live once connected and at the head of everything", () => {
    expect(state()).toBe("catching-up");
    connection.connect([{ stream, head: 0 }]);
    expect(state()).toBe("live");
  });

  it("is catching up for as long as something known to exist is missing", () => {
    connection.connect([{ stream, head: 3 }]);
    expect(state()).toBe("catching-up");
    vi.advanceTimersByTime(2_000);
    expect(state()).toBe("catching-up");
  });

  it("does not flicker for an entry that is on its way", () => {
    connection.connect([{ stream, head: 0 }]);
    connection.push("heads", { [stream]: 1 });
    expect(state()).toBe("live");
    vi.advanceTimersByTime(300);
    expect(state()).toBe("catching-up");
  });

  it("is reconnecting without a socket, and offline when that lasts, as of the last certainty", () => {
    connection.connect([{ stream, head: 0 }]);
    const certain = Date.now();
    connection.disconnect();
    expect(state()).toBe("reconnecting");
    vi.advanceTimersByTime(offlineAfterMs + 1_000);
    expect(liveness.getState()).toMatchObject({ state: "offline", asOf: certain });
  });

  it("is offline at once where the browser says that the network is down, and live again with it", () => {
    connection.connect([{ stream, head: 0 }]);
    isOnline = false;
    onlineChanged();
    expect(state()).toBe("offline");
    isOnline = true;
    onlineChanged();
    expect(state()).toBe("live");
  });

  it("does not believe a connection that has gone silent, and dials again", () => {
    connection.connect([{ stream, head: 0 }]);
    vi.advanceTimersByTime(silenceMs - 1_000);
    expect(state()).toBe("live");
    vi.advanceTimersByTime(2_000);
    expect(state()).toBe("reconnecting");
    expect(connection.redials()).toBeGreaterThan(0);
  });

  it("says that the session has ended, and why", () => {
    connection.connect([{ stream, head: 0 }]);
    connection.end("revoked");
    expect(liveness.getState()).toMatchObject({ state: "ended", reason: "revoked" });
  });
});
