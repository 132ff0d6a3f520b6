import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connectPresence, createPresenceStore, type PresenceStore } from "./presence-store.ts";
import { createSubscriptions } from "./subscriptions.ts";
import { createFakeConnection, type FakeConnection } from "./testing/fake-connection.ts";

const stream = "doc:wf_1";

describe("presence", () => {
  let connection: FakeConnection;
  let store: PresenceStore;
  let stop: () => void;

  beforeEach(() => {
    vi.useFakeTimers();
    connection = createFakeConnection();
    connection.answers.watch = () => ({ ok: true, head: 0 });
    connection.answers.signal = () => ({ ok: true });
    connection.answers.unwatch = () => ({ ok: true });
    store = createPresenceStore();
    stop = connectPresence(store, { subscriptions: createSubscriptions(connection), stream });
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
  });

  const hear = (clientId: string, data: object = {}) =>
    connection.push("signal", { stream, type: "presence", data, from: { clientId, userId: clientId, name: clientId } });
  const announced = () => connection.asked.filter(({ event }) => event === "signal").length;
  const present = () => store.getState().clients.map(({ name }) => name);

  it("is announced as soon as the stream is watched, and again after a reconnect", async () => {
    expect(announced()).toBe(0);
    connection.connect();
    await vi.advanceTimersByTimeAsync(0);
    expect(announced()).toBe(1);
    connection.disconnect();
    connection.connect();
    await vi.advanceTimersByTimeAsync(0);
    expect(announced()).toBe(2);
  });

  it("answers a newcomer within a moment, once", async () => {
    connection.connect();
    await vi.advanceTimersByTimeAsync(0);
    hear("Olga");
    hear("Olga");
    await vi.advanceTimersByTimeAsync(500);
    expect(present()).toEqual(["Olga"]);
    expect(announced()).toBe(2);
  });

  it("lets go of who left, and of who was silent for long", async () => {
    connection.connect();
    await vi.advanceTimersByTimeAsync(0);
    hear("Olga");
    hear("Elena");
    hear("Olga", { gone: true });
    expect(present()).toEqual(["Elena"]);
    await vi.advanceTimersByTimeAsync(40_000);
    expect(present()).toEqual([]);
  });
});
