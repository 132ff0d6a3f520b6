import { expect, it } from "vitest";
import { createServerClock } from "./server-clock.ts";
import { createFakeConnection } from "./testing/fake-connection.ts";

it("knows at each connect how far the server's clock is ahead, however wrong this machine's is", () => {
  const connection = createFakeConnection();
  let now = Date.now() - 3_600_000;
  const clock = createServerClock(connection, () => now);
  expect(clock.getState()).toBe(0);
  connection.connect();
  expect(clock.getState() / 1_000).toBeCloseTo(3_600, 0);
  now += 3_540_000;
  connection.disconnect();
  expect(clock.getState() / 1_000).toBeCloseTo(3_600, 0);
  connection.connect();
  expect(clock.getState() / 1_000).toBeCloseTo(60, 0);
  clock.close();
});
