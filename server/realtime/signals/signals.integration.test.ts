import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { limits } from "#lib/contract/limits";
import type { Signal } from "#lib/contract/signal";
import { person } from "../testing/fake-authenticator.ts";
import { createMemoryLog } from "../testing/memory-log.ts";
import { type Replica, type Replicas, startReplicas, type TestClient } from "../testing/start-replicas.ts";

const stream = "run:acme1";

describe("signals between watchers, on two replicas (S9)", () => {
  let replicas: Replicas;
  let second: Replica;
  let olga: TestClient;
  let adam: TestClient;

  beforeEach(async () => {
    const log = createMemoryLog();
    replicas = await startReplicas([log, log], { timings: { signalMergeMs: 20 } });
    second = replicas.all[1] ?? replicas.replica;
    replicas.signIn("olga");
    replicas.signIn("adam", { actor: person({ userId: "usr_adam", sessionId: "ses_adam", name: "Adam Admin" }) });
    olga = replicas.connect({ auth: { token: "olga" } });
    adam = replicas.connect({ replica: second, auth: { token: "adam" } });
    await Promise.all([olga.welcomed, adam.welcomed]);
  });
  afterEach(() => replicas.close());

  const presence = (data: unknown) => ({ stream, type: "presence", data }) as const;

  it("presence reaches the other watchers with who it is from, written by the server", async () => {
    await Promise.all([olga.ask("watch", { stream }), adam.ask("watch", { stream })]);
    const forged = {
      ...presence({ cursor: { x: 1, y: 2 } }),
      from: { clientId: "x", userId: "usr_adam", name: "Adam" },
    };
    expect(await olga.askAnything("signal", forged)).toEqual({ ok: true });
    const from = { clientId: olga.socket.id, userId: "usr_olga", name: "Olga Operator" };
    await expect.poll(() => adam.of("signal")).toEqual([{ ...presence({ cursor: { x: 1, y: 2 } }), from }]);
    expect(olga.of("signal")).toEqual([]);
  });

  it("presence of one client is merged to where it is now", async () => {
    await Promise.all([olga.ask("watch", { stream }), adam.ask("watch", { stream })]);
    await Promise.all([
      olga.ask("signal", presence({ selection: ["node-1"] })),
      olga.ask("signal", presence({ cursor: { x: 1, y: 1 } })),
      olga.ask("signal", presence({ cursor: { x: 2, y: 2 } })),
    ]);
    await expect
      .poll(() => adam.of("signal").map(({ data }) => data))
      .toEqual([{ selection: ["node-1"], cursor: { x: 2, y: 2 } }]);
  });

  it("a newcomer sees who is there, and everybody who goes", async () => {
    await olga.ask("watch", { stream });
    await olga.ask("signal", presence({ selection: ["node-1"] }));
    await expect
      .poll(async () => {
        await adam.ask("watch", { stream });
        await adam.ask("unwatch", { stream });
        return adam.of("signal").length > 0;
      })
      .toBe(true);
    await adam.ask("watch", { stream });
    expect(adam.of("signal")[0]).toMatchObject({ data: { selection: ["node-1"] }, from: { name: "Olga Operator" } });
    const { id } = olga.socket;
    olga.socket.disconnect();
    await expect.poll(() => adam.of("signal").at(-1)).toMatchObject({ data: { gone: true }, from: { clientId: id } });
    const newcomer = replicas.connect({ replica: second, auth: { token: "olga" } });
    await newcomer.ask("watch", { stream });
    expect(newcomer.of("signal")).toEqual([]);
  });

  it("is refused on a stream that is not watched, of a wrong shape, or too large", async () => {
    expect(await olga.ask("signal", presence({}))).toMatchObject({ ok: false, code: "not-watched" });
    await olga.ask("watch", { stream });
    expect(await olga.ask("signal", presence({ cursor: { x: "left" } }))).toMatchObject({
      code: "invalid-input",
      field: "data.cursor.x",
    });
    expect(await olga.ask("signal", presence({ selection: ["x".repeat(limits.signalDataBytes)] }))).toMatchObject({
      code: "too-large",
      limit: limits.signalDataBytes,
    });
  });

  it("a node's output reaches the watchers of all replicas, merged, whole and in order", async () => {
    await Promise.all([olga.ask("watch", { stream }), adam.ask("watch", { stream })]);
    const words = Array.from({ length: 50 }, (_, index) => `word-${index} `);
    for (const [seq, text] of words.entries()) {
      const data = { nodeId: "llm", attempt: 1, seq, text };
      replicas.replica.gateway.emitSignal({ stream, type: "run.node.output", data, from: null });
    }
    for (const client of [olga, adam]) {
      await expect.poll(() => textOf(client.of("signal"))).toBe(words.join(""));
      expect(client.of("signal").length).toBeLessThan(5);
    }
  });
});

function textOf(signals: readonly Signal[]): string {
  return signals.map((signal) => (signal.type === "run.node.output" ? signal.data.text : "")).join("");
}
