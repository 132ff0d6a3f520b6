import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "../../e2e/support/free-port.ts";
import { startProductServer } from "../../e2e/support/product-server.ts";
import { type Benchmark, type BenchmarkResult, percentile } from "../support/figure.ts";
import { canvasPageBytes } from "./page-bytes.ts";

const starts = 5;
const settleMs = 5_000;
const pollMs = 5;
const root = fileURLToPath(new URL("../..", import.meta.url));

/** How soon a built server is ready on a folder that holds the demo, what it weighs, and what its page weighs. */
export const start: Benchmark = {
  name: "start",
  async run(): Promise<BenchmarkResult> {
    const { dataDir, residentBytes, close } = await seedFolder();
    try {
      const times: number[] = [];
      for (let index = 0; index < starts; index += 1) times.push(await timeStart(dataDir));
      const ready = percentile(times, 0.5);
      const canvasBytes = canvasPageBytes();
      return {
        title: "Start, memory, page weight",
        method:
          `From the process to \`/readyz\`, median of ${starts} starts on a folder that holds the demo; resident memory ` +
          `${settleMs / 1_000} s after the first start, idle; JavaScript by the build's own list of what the route loads first.`,
        figures: [
          { name: "ready", unit: "s", ours: ready / 1_000, target: { text: "under 3 s", met: ready < 3_000 } },
          { name: "resident memory, idle", unit: "MB", ours: residentBytes / 1_000_000 },
          {
            name: "canvas page's JavaScript, gzip",
            unit: "kB",
            ours: canvasBytes / 1_000,
            target: { text: "350 kB or less", met: canvasBytes <= 350_000 },
          },
        ],
      };
    } finally {
      await close();
    }
  },
};

async function seedFolder() {
  const server = await startProductServer();
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  const residentBytes = await residentBytesOf(server.pid);
  await server.stop();
  return { dataDir: server.dataDir, residentBytes, close: server.close };
}

/** Linux only, like the figure it stands for; 0 elsewhere. */
async function residentBytesOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}

/** Milliseconds from the spawn to the first good answer. */
async function timeStart(dataDir: string): Promise<number> {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(process.execPath, ["server/main.ts"], {
    cwd: root,
    stdio: "ignore",
    env: {
      ...process.env,
      NODE_ENV: "production",
      PORT: String(port),
      HOST: "127.0.0.1",
      SIGNALBOX_DATA_DIR: dataDir,
      LOG_LEVEL: "error",
    },
  });
  try {
    while (!(await isReady(`http://127.0.0.1:${port}/readyz`))) {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    return performance.now() - started;
  } finally {
    const exited = once(child, "exit");
    child.kill("SIGTERM");
    await exited;
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false; // nobody listens yet
  }
}
