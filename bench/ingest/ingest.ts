import { Agent, request } from "undici";
import { startChild } from "../support/child.ts";
import type { Benchmark, BenchmarkResult } from "../support/figure.ts";
import { logEvent } from "./log-event.ts";

const batchSize = 100;
const durationMs = 8_000;
const warmUpMs = 1_000;
const connections = 16;
const runCount = 8;

/** Durable ingest over HTTP against bare INSERTs of the same rows into the same kind of database. */
export const ingest: Benchmark = {
  name: "ingest",
  async run(): Promise<BenchmarkResult> {
    const baseline = await bareInserts();
    const ours = await overHttp();
    return {
      title: `Durable ingest, batches of ${batchSize}`,
      method:
        `${connections} connections post batches of ${batchSize} node events of ${runCount} runs to ` +
        "`/api/v1/events`; an answer means that the batch is committed. The baseline inserts the same rows by " +
        `multi-row INSERTs of ${batchSize} into the same table of the same embedded database: no HTTP, no offsets, no checks.`,
      figures: [
        {
          name: "entries a second",
          unit: "1/s",
          ours,
          baseline: { what: "bare INSERTs", value: baseline },
          target: {
            text: "at least half the baseline, and 15,000",
            met: ours >= baseline / 2 && ours >= 15_000,
          },
        },
      ],
    };
  },
};

async function bareInserts(): Promise<number> {
  const database = startChild(new URL("./bare-inserts.ts", import.meta.url));
  try {
    return await database.request<number>("insert", { batchSize, durationMs });
  } finally {
    await database.stop();
  }
}

async function overHttp(): Promise<number> {
  const server = startChild(new URL("../support/signalbox-server.ts", import.meta.url));
  const agent = new Agent({ connections, pipelining: 1 });
  try {
    const { url, key } = await server.request<{ url: string; key: string }>("listen");
    const post = createPoster(agent, url, key);
    await postUntil(post, performance.now() + warmUpMs);
    const started = performance.now();
    const batches = await postUntil(post, started + durationMs);
    return (batches * batchSize * 1000) / (performance.now() - started);
  } finally {
    await agent.close();
    await server.stop();
  }
}

type Post = () => Promise<void>;

function createPoster(agent: Agent, url: string, key: string): Post {
  let sequence = 0;
  return async () => {
    const batch = Array.from({ length: batchSize }, () => {
      sequence += 1;
      return logEvent(sequence, runCount);
    });
    const response = await request(`${url}/api/v1/events`, {
      method: "POST",
      dispatcher: agent,
      headers: { "content-type": "application/cloudevents-batch+json", authorization: `Bearer ${key}` },
      body: JSON.stringify(batch),
    });
    const answer = (await response.body.json()) as { accepted?: number };
    if (answer.accepted !== batchSize)
      throw new Error(`ingest answered ${response.statusCode}: ${JSON.stringify(answer)}`);
  };
}

async function postUntil(post: Post, deadline: number): Promise<number> {
  let batches = 0;
  const lane = async () => {
    while (performance.now() < deadline) {
      await post();
      batches += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
  return batches;
}
