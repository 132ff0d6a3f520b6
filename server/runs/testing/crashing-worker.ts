/**
 * A process of its own that works on runs until it is killed: `node crashing-worker.ts '{"dataDir":…}'`. It stores a
 * workflow whose nodes take a while, starts a run, and prints the run's id when a node is at work.
 */
import { setTimeout as delay } from "node:timers/promises";
import pino from "pino";
import { z } from "zod";
import { openDatabase } from "#server/db/open-database";
import { graphOf, manual, node, transform } from "./graphs.ts";
import { openRunner, story, value } from "./runner-fixture.ts";

const location = z
  .object({ dataDir: z.string(), databaseUrl: z.string().optional() })
  .parse(JSON.parse(process.argv[2] ?? ""));
const database = await openDatabase({ ...location, logger: pino({ level: "silent" }) });
const fixture = await openRunner(database, { claimTimes: { heartbeatSeconds: 10, monitorSeconds: 1 } });
const slow = node("slow", "llm", { prompt: `Write about ${"something rather long ".repeat(20)}` });
const graph = graphOf(
  [manual, transform("quick", "1"), slow, node("wait", "wait", { seconds: 2 }), transform("after", "2")],
  [
    ["go", "quick"],
    ["quick", "slow"],
    ["quick", "wait"],
    ["slow", "after"],
    ["wait", "after"],
  ],
);
const run = value(await fixture.runner.service.start(fixture.actor, await fixture.publish(graph), {}));
while (!story(await fixture.entries(run.id)).includes("run.node.started slow")) await delay(10);
process.stdout.write(`${JSON.stringify({ runId: run.id, actor: fixture.actor })}\n`);
