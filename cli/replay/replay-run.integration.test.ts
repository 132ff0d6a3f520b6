import { afterAll, beforeAll, expect, it } from "vitest";
import type { RunEntry } from "#lib/contract/entry";
import { startTestApi, type TestApi } from "#server/api/testing/start-test-api";
import { type OpenTestDatabase, testDatabases } from "#server/testing/test-databases";
import { smallInstance } from "../testing/small-instance.ts";
import { readRecordedRun } from "../wfcommons/read-recorded-run.ts";
import { comparePicture } from "./compare-picture.ts";
import { replayRun } from "./replay-run.ts";

let database: OpenTestDatabase;
let api: TestApi;

beforeAll(async () => {
  const [first] = testDatabases;
  if (first === undefined) throw new Error("there is no test database");
  database = await first.open();
  api = await startTestApi(database);
});
afterAll(async () => {
  await api.close();
  await database.close();
});

const recorded = readRecordedRun(smallInstance, "small");

it("plays a recorded execution as a live run whose picture equals the record", async () => {
  if (!recorded.ok) throw new Error(recorded.message);
  const lines: string[] = [];
  let headWhenSaid: ReturnType<typeof api.log.read> | undefined;
  const key = (await api.bearer("acme", { scopes: ["events:write", "runs:read"] })).replace("Bearer ", "");
  const server = { url: api.url, key };
  const { runId, differences } = await replayRun(recorded.value, {
    server,
    speed: 20,
    say: (line) => {
      lines.push(line);
      const said = line.match(/\/runs\/(\S+)/)?.[1];
      if (said !== undefined) headWhenSaid = api.log.read(`run:${said}`, { after: 0, limit: 1 });
    },
  });
  expect((await headWhenSaid)?.entries, "the address is said once it leads somewhere").toHaveLength(1);
  expect(differences).toEqual([]);
  expect(lines.join("\n")).toContain(`${api.url}/runs/${runId}`);
  const { entries } = await api.log.read(`run:${runId}`, { after: 0, limit: 100 });
  // A run's stream holds events of runs only.
  const steps = (entries as RunEntry[]).map(({ type, data }) => ("nodeId" in data ? `${type} ${data.nodeId}` : type));
  expect(steps).toEqual([
    "run.queued",
    "run.started",
    "run.node.started split",
    "run.node.succeeded split",
    "run.node.started left",
    "run.node.queued right",
    "run.node.succeeded left",
    "run.node.started right",
    "run.node.succeeded right",
    "run.node.started join",
    "run.node.succeeded join",
    "run.finished",
  ]);
  const started = Date.parse(entries[1]?.time ?? "");
  const finished = Date.parse(entries.at(-1)?.time ?? "");
  expect(finished - started).toBeGreaterThan(300);
});

it("says what differs from the record", () => {
  if (!recorded.ok) throw new Error(recorded.message);
  const differences = comparePicture(recorded.value, {
    run: { status: "failed", counts: { total: 4, succeeded: 3, failed: 1, skipped: 0 } },
    graph: { nodes: recorded.value.graph.nodes.map(({ id, name }) => ({ id, name })), edges: [] },
    state: { nodes: { split: { status: "succeeded", durationMs: 999 } } },
  });
  expect(differences).toContain("the run's status is failed");
  expect(differences).toContain("split took 999 ms instead of 1000");
  expect(differences).toContain("join took no ms instead of 250");
  expect(differences).toContain("0 edges instead of 4");
});
