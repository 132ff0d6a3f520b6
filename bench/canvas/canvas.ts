import type { Page } from "@playwright/test";
import type { Benchmark, BenchmarkResult, Figure } from "../support/figure.ts";
import { launchBrowser, openProduct, type ProductPage, runEvent } from "../support/product-page.ts";
import { serveBareCanvas } from "./bare-canvas-server.ts";
import { countFramesWhilePanning } from "./count-frames.ts";
import { gridGraph } from "./grid-graph.ts";

const sizes = [100, 500, 1_000, 2_000, 5_000];
const panMs = 4_000;
const settleMs = 1_500;
const changeEveryMs = 20;
const viewport = { width: 1440, height: 900 };

/** Without them 60 frames a second is the most that either canvas could show, and a ratio above it would be hidden. */
const unlimited = ["--disable-frame-rate-limit", "--disable-gpu-vsync"];

/** What is in view: the whole graph, or what fits at zoom 1. */
type View = "fitted" | "zoom-1";

/** Frames a second of the canvas while it is panned and 50 nodes a second change. */
export const canvas: Benchmark = {
  name: "canvas",
  async run(): Promise<BenchmarkResult> {
    const bare = await measureBare();
    const ours = await measureOurs();
    return {
      title: "Canvas: frames a second while panning, 50 changes a second",
      method:
        "Headless Chromium, 1440 × 900, no GPU, frames not limited to 60 a second. Ours is the run page, its events posted to the server one by one; the " +
        "baseline is React Flow with default nodes, its state changed in the page. Each change of ours is in the frame " +
        "that follows it, since a frame always draws the whole state; the last change was looked for and found.",
      figures: sizes.flatMap((size) => figuresOf(size, ours, bare)),
    };
  },
};

type Frames = Map<string, number>;
const keyOf = (size: number, view: View) => `${size} ${view}`;

function figuresOf(size: number, ours: Frames, bare: Frames): Figure[] {
  return (["fitted", "zoom-1"] as const).map((view) => {
    const mine = ours.get(keyOf(size, view)) ?? Number.NaN;
    const base = bare.get(keyOf(size, view)) ?? Number.NaN;
    const target = targetOf(size, view, mine, base);
    return {
      name: `${size} nodes, ${view === "fitted" ? "all fitted" : "at zoom 1"}`,
      unit: "frames/s",
      ours: mine,
      baseline: { what: "bare React Flow", value: base },
      ...(target !== null && { target }),
    };
  });
}

function targetOf(size: number, view: View, ours: number, bare: number) {
  if (size !== 1_000) return null;
  if (view === "zoom-1") return { text: "60", met: ours >= 60 };
  return { text: "at least 1.5 times the baseline", met: ours >= bare * 1.5 };
}

async function measureBare(): Promise<Frames> {
  const server = await serveBareCanvas();
  const browser = await launchBrowser(unlimited);
  const frames: Frames = new Map();
  try {
    for (const size of sizes) {
      for (const view of ["fitted", "zoom-1"] as const) {
        const page = await browser.newPage({ viewport });
        await page.goto(`${server.url}/?nodes=${size}&fit=${view === "fitted" ? 1 : 0}`);
        await page.locator(".react-flow__node").first().waitFor();
        await page.waitForTimeout(settleMs);
        frames.set(keyOf(size, view), await countFramesWhilePanning(page, panMs));
        await page.close();
      }
    }
    return frames;
  } finally {
    await browser.close();
    await server.close();
  }
}

async function measureOurs(): Promise<Frames> {
  const product = await openProduct(unlimited);
  const frames: Frames = new Map();
  try {
    for (const size of sizes) {
      const runId = `bench-canvas-${size}`;
      await declareRun(product, runId, size);
      for (const view of ["fitted", "zoom-1"] as const) {
        const { page } = product.editor;
        await page.goto(`/runs/${runId}`);
        await page.locator("[data-liveness]", { hasText: "Live" }).waitFor();
        await page.waitForTimeout(settleMs);
        if (view === "zoom-1") await zoomToOne(page);
        const changes = postChanges(product, runId, size);
        frames.set(keyOf(size, view), await countFramesWhilePanning(page, panMs));
        await changes.stop();
        await page.locator("[data-liveness]", { hasText: "Live" }).waitFor();
      }
    }
    return frames;
  } finally {
    await product.close();
  }
}

async function declareRun(product: ProductPage, runId: string, size: number): Promise<void> {
  const { nodes, edges } = gridGraph(size);
  await product.ingest([
    runEvent(runId, "run.queued", {
      workflowId: null,
      workflowVersion: null,
      workflowName: `${size} nodes`,
      trigger: { kind: "ingest" },
      graph: { nodes, edges },
    }),
    runEvent(runId, "run.started", {}),
  ]);
}

/** Posts one change after the other at 50 a second until stopped: a node starts, and succeeds with the next. */
function postChanges(product: ProductPage, runId: string, size: number): { stop(): Promise<void> } {
  let isOn = true;
  const posting = (async () => {
    const started = performance.now();
    for (let change = 0; isOn; change += 1) {
      const item = Math.floor(change / (2 * size));
      const data = { nodeId: `n${Math.floor(change / 2) % size}`, item };
      const type = change % 2 === 0 ? "run.node.started" : "run.node.succeeded";
      await product.ingest([runEvent(runId, type, data)]);
      const next = started + (change + 1) * changeEveryMs;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())));
    }
  })();
  return {
    stop: () => {
      isOn = false;
      return posting;
    },
  };
}

async function zoomToOne(page: Page): Promise<void> {
  const zoom = () =>
    page.locator(".react-flow__viewport").evaluate((element) => new DOMMatrix(getComputedStyle(element).transform).a);
  for (let click = 0; click < 40 && (await zoom()) < 0.95; click += 1) {
    await page.getByRole("button", { name: "Zoom in" }).click();
    await page.waitForTimeout(200);
  }
}
