import type { Page } from "@playwright/test";
import { request } from "undici";
import { gridGraph } from "../canvas/grid-graph.ts";
import { epochMs } from "../support/child.ts";
import { type Benchmark, type BenchmarkResult, percentile } from "../support/figure.ts";
import { launchBrowser, openProduct, runEvent } from "../support/product-page.ts";
import { serveBarePage } from "./bare-page-server.ts";

const samples = 120;
const warmUp = 15;
const nodeCount = 12;
const steps = ["run.node.queued", "run.node.started", "run.node.succeeded"] as const;
/** Posts come at uneven moments, so that they do not fall into step with the browser's frames. */
const pauseMs = (index: number) => 40 + ((index * 37) % 41);

/** From the moment an event is posted to the frame that shows its node. */
export const paint: Benchmark = {
  name: "paint",
  async run(): Promise<BenchmarkResult> {
    const baseline = await bare();
    const ours = await signalbox();
    const figure = (share: number) => ({ ours: percentile(ours, share), bare: percentile(baseline, share) });
    const p50 = figure(0.5);
    const p99 = figure(0.99);
    const what = "bare Socket.IO page";
    return {
      title: "From the post to the painted node",
      method:
        `${samples} posts, one at a time; the page notes when the node's state changed and its next frame was painted. ` +
        "The baseline posts to a bare HTTP server that emits to a page which sets one attribute: nothing is stored.",
      figures: [
        {
          name: "post to paint, p50",
          unit: "ms",
          ours: p50.ours,
          baseline: { what, value: p50.bare },
          target: {
            text: "under 30 ms, and at most 10 ms more than the baseline",
            met: p50.ours < 30 && p50.ours <= p50.bare + 10,
          },
        },
        { name: "post to paint, p99", unit: "ms", ours: p99.ours, baseline: { what, value: p99.bare } },
      ],
    };
  },
};

async function signalbox(): Promise<number[]> {
  const product = await openProduct();
  try {
    const runId = `bench-paint-${process.pid}`;
    const { nodes, edges } = gridGraph(nodeCount);
    await product.ingest([
      runEvent(runId, "run.queued", {
        workflowId: null,
        workflowVersion: null,
        workflowName: "Paint",
        trigger: { kind: "ingest" },
        graph: { nodes, edges },
      }),
      runEvent(runId, "run.started", {}),
    ]);
    const { page } = product.editor;
    await page.goto(`/runs/${runId}`);
    await page.locator("[data-liveness]", { hasText: "Live" }).waitFor();
    await page.locator('#node-n0[data-status="idle"]').waitFor();
    return await sample(page, (index) => {
      // Each node in turn is queued, started and ended, item by item: every event changes a state.
      const step = Math.floor(index / nodeCount);
      const type = steps[step % steps.length] ?? steps[0];
      const data = { nodeId: `n${index % nodeCount}`, item: Math.floor(step / steps.length) };
      return product.ingest([runEvent(runId, type, data)]);
    });
  } finally {
    await product.close();
  }
}

async function bare(): Promise<number[]> {
  const server = await serveBarePage(nodeCount);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.locator("body[data-connected]").waitFor();
    return await sample(page, async (index) => {
      const body = JSON.stringify({ nodeId: `n${index % nodeCount}`, status: `s${index}` });
      const headers = { "content-type": "application/json" };
      await (await request(`${server.url}/events`, { method: "POST", headers, body })).body.dump();
    });
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Posts one event at a time and waits for its paint; milliseconds each. */
async function sample(page: Page, post: (index: number) => Promise<void>): Promise<number[]> {
  await notePaints(page);
  const times: number[] = [];
  for (let index = 0; index < warmUp + samples; index += 1) {
    await page.waitForTimeout(pauseMs(index));
    const before = await paintCount(page);
    const postedAt = epochMs();
    await post(index);
    await page.waitForFunction((count) => (window as unknown as PaintWindow).paints.length > count, before);
    const paintedAt = await page.evaluate((count) => (window as unknown as PaintWindow).paints[count], before);
    if (index >= warmUp) times.push((paintedAt ?? Number.NaN) - postedAt);
  }
  return times;
}

interface PaintWindow {
  paints: number[];
}

function paintCount(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as PaintWindow).paints.length);
}

/** Notes the time after the frame that follows each change of a node's state: a task queued in the frame runs after it. */
async function notePaints(page: Page): Promise<void> {
  await page.evaluate(() => {
    const paints: number[] = [];
    Object.assign(window, { paints });
    new MutationObserver(() => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => paints.push(performance.timeOrigin + performance.now());
        port2.postMessage(null);
      });
    }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["data-status"] });
  });
}
