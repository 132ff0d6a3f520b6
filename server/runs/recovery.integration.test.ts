import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import type { UserActor } from "#lib/domain/actor";
import { foldRun } from "#lib/domain/run-reducer";
import { emptyRunState } from "#lib/domain/run-state";
import { openDatabase } from "#server/db/open-database";
import { testDatabases } from "#server/testing/test-databases";
import { graphOf, manual, node } from "./testing/graphs.ts";
import { openRunner, story, value } from "./testing/runner-fixture.ts";

const script = fileURLToPath(new URL("./testing/crashing-worker.ts", import.meta.url));
const cleanups: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

interface Crashing {
  child: ChildProcess;
  runId: string;
  actor: UserActor;
}

async function startCrashing(location: object): Promise<Crashing> {
  const child = spawn(process.execPath, [script, JSON.stringify(location)], { stdio: ["ignore", "pipe", "inherit"] });
  cleanups.push(() => child.kill("SIGKILL"));
  if (child.stdout === null) throw new Error("the worker has no output");
  for await (const line of createInterface({ input: child.stdout })) return { child, ...JSON.parse(line) };
  throw new Error("the worker ended without a run");
}

async function kill({ child }: Crashing): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

const claimTimes = { heartbeatSeconds: 10, monitorSeconds: 1 };

test("kill -9 on the embedded database: after a restart the run goes on and ends", { timeout: 60_000 }, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "signalbox-crash-"));
  cleanups.push(() => rm(dataDir, { recursive: true, force: true }));
  const crashed = await startCrashing({ dataDir });
  await kill(crashed);

  const database = await openDatabase({ dataDir });
  const fixture = await openRunner(database, { actor: crashed.actor });
  cleanups.push(async () => {
    await fixture.close();
    await database.close();
  });
  const run = await fixture.ended(crashed.runId);
  expect(run.status).toBe("succeeded");
  const entries = await fixture.entries(run.id);
  expect(entries.map(({ offset }) => offset)).toEqual(entries.map((_, at) => at + 1));
  const { nodes } = foldRun(emptyRunState, entries);
  expect(nodes.slow?.status).toBe("succeeded");
  expect(story(entries).filter((line) => line === "run.node.succeeded after")).toHaveLength(1);
  expect(run.counts.running).toBe(0);
});

test("kill -9 of one process on Postgres: another takes its work over", { timeout: 90_000 }, async () => {
  const postgres = testDatabases.find(({ name }) => name === "Postgres");
  const database = await postgres?.open();
  if (database === undefined || database.databaseUrl === null) throw new Error("there is no Postgres to test with");
  const crashed = await startCrashing({ dataDir: "", databaseUrl: database.databaseUrl });
  const fixture = await openRunner(database, { actor: crashed.actor, claimTimes });
  cleanups.push(async () => {
    await fixture.close();
    await database.close();
  });
  await kill(crashed);
  const run = await fixture.ended(crashed.runId);
  expect(run.status).toBe("succeeded");
});

test.each(testDatabases)("a runner on $name that stops hands its work back", { timeout: 60_000 }, async ({ open }) => {
  const database = await open();
  cleanups.push(() => database.close());
  const first = await openRunner(database);
  const long = graphOf([manual, node("ask", "llm", { prompt: "something long ".repeat(60) })], [["go", "ask"]]);
  const started = value(await first.runner.service.start(first.actor, await first.publish(long), {}));
  await vi.waitFor(async () => expect(story(await first.entries(started.id))).toContain("run.node.started ask"));
  await first.close();

  const second = await openRunner(database, { actor: first.actor });
  cleanups.push(() => second.close());
  const run = await second.ended(started.id);
  expect(run.status).toBe("succeeded");
});

test("an execution whose job is gone is taken up again at the start", { timeout: 60_000 }, async () => {
  const [embedded] = testDatabases;
  const database = await embedded?.open();
  if (database === undefined) throw new Error("there is no database to test with");
  cleanups.push(() => database.close());
  const first = await openRunner(database);
  const graph = graphOf([manual, node("w", "wait", { seconds: 1.5 })], [["go", "w"]]);
  const started = value(await first.runner.service.start(first.actor, await first.publish(graph), {}));
  await vi.waitFor(async () => expect(story(await first.entries(started.id))).toContain("run.node.waiting w"));
  await first.close();
  await database.pglite?.exec("delete from pgboss.job");

  const second = await openRunner(database, { actor: first.actor });
  cleanups.push(() => second.close());
  expect((await second.ended(started.id)).status).toBe("succeeded");
});
