import pino from "pino";
import { describe, expect, it } from "vitest";
import { newId } from "#server/ids";
import { createStreamLog } from "#server/streams/postgres-stream-log";
import type { StreamLog } from "#server/streams/stream-log";
import { testDatabases } from "#server/testing/test-databases";
import { startReplicas, type TestClient } from "../testing/start-replicas.ts";

const logger = pino({ level: "silent" });
const stream = "run:acme1";
const upTo = (head: number) => Array.from({ length: head }, (_, index) => index + 1);

const append = (log: StreamLog, count: number) =>
  log.append(
    Array.from({ length: count }, () => ({
      stream,
      draft: {
        type: "run.node.log" as const,
        source: "/orgs/org_acme/runs/acme1",
        data: { nodeId: "node", level: "info" as const, message: "a line" },
      },
    })),
  );

describe.each(testDatabases)("replays that race with writers, on $name", ({ open }) => {
  it("every reader of either replica gets every entry after its cursor, once, in order (S4)", async () => {
    const database = await open();
    const createLog = () =>
      createStreamLog({ db: database.db, now: () => new Date(), newId: () => newId("evt"), logger });
    const logs = [createLog(), createLog()];
    const replicas = await startReplicas(logs, { timings: { heartbeatMs: 300 } });
    replicas.signIn("olga");
    // Every seventh message between the replicas is lost.
    let messages = 0;
    replicas.loses = ({ kind }) => kind === "committed" && ++messages % 7 === 0;

    const readers: { client: TestClient; after: number }[] = [];
    let head = 0;
    const write = async (log: StreamLog, batches: number) => {
      for (let index = 0; index < batches; index += 1) {
        const appended = await append(log, 1 + ((index * 7) % 40));
        head = Math.max(head, ...appended.map(({ offset }) => offset));
      }
    };
    const read = async () => {
      for (let index = 0; index < 12; index += 1) {
        const client = replicas.connect({
          replica: replicas.all[index % 2] ?? replicas.replica,
          auth: { token: "olga" },
        });
        await client.welcomed;
        const after = Math.max(0, head - index * 60);
        expect(await client.ask("watch", { stream, after })).toMatchObject({ ok: true });
        readers.push({ client, after });
      }
    };
    await append(logs[0] as StreamLog, 300);
    await Promise.all([...logs.map((log) => write(log, 40)), read()]);

    for (const { client, after } of readers) {
      await expect.poll(() => client.offsets(stream).at(-1) ?? after, { timeout: 10_000 }).toBe(head);
      expect(client.offsets(stream)).toEqual(upTo(head).slice(after));
      expect(client.of("reset")).toEqual([]);
    }
    await replicas.close();
    await Promise.all(logs.map((log) => log.close()));
    await database.close();
  });
});
