import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "./free-port.ts";
import { type NetworkLine, openNetworkLine } from "./network-line.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const readyMs = 60_000;
const pollMs = 50;
/** What a child said last, for the message of a start that failed. */
const keptOutput = 20_000;

/** The built product, run as a person runs it: a process of its own, a port and a data folder of its own. */
export interface ProductServer {
  readonly url: string;
  /** The process that runs now. */
  readonly pid: number;
  /** The same server by a line that can be cut. */
  readonly line: NetworkLine;
  readonly lineUrl: string;
  readonly password: string;
  readonly dataDir: string;
  /** What the process printed, the last 20,000 characters. */
  output(): string;
  /** Ends the process at once, as a power cut would. */
  kill9(): Promise<void>;
  /** Starts it again on the same port and data folder, and waits until it is ready. */
  restart(): Promise<void>;
  /** SIGTERM, and the exit code it drains to. */
  stop(): Promise<number | null>;
  close(): Promise<void>;
}

/** Starts `node server/main.ts` in production mode with the demo, and waits until `/readyz` says so. */
export async function startProductServer(env: Record<string, string> = {}): Promise<ProductServer> {
  const port = await freePort();
  const dataDir = await mkdtemp(join(tmpdir(), "signalbox-e2e-"));
  const password = "correct-horse-battery";
  const url = `http://127.0.0.1:${port}`;
  const line = await openNetworkLine(port);
  const lineUrl = `http://127.0.0.1:${line.port}`;
  let child: ChildProcess | null = null;
  let output = "";

  async function start(): Promise<void> {
    const started = spawn(process.execPath, ["server/main.ts"], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        NODE_ENV: "production",
        PORT: String(port),
        HOST: "127.0.0.1",
        NEXTAUTH_URL: url,
        SIGNALBOX_ALLOWED_ORIGINS: lineUrl,
        SIGNALBOX_DATA_DIR: dataDir,
        SIGNALBOX_DEMO: "1",
        SIGNALBOX_DEMO_PASSWORD: password,
        LOG_LEVEL: "warn",
        ...env,
      },
    });
    child = started;
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-keptOutput);
    };
    started.stdout.on("data", keep);
    started.stderr.on("data", keep);
    await untilReady(
      url,
      () => started.exitCode ?? started.signalCode,
      () => output,
    );
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
    return child.exitCode;
  }

  await start();
  return {
    url,
    get pid() {
      return child?.pid ?? 0;
    },
    line,
    lineUrl,
    password,
    dataDir,
    output: () => output,
    kill9: async () => {
      await end("SIGKILL");
    },
    restart: async () => {
      await end("SIGKILL");
      await start();
    },
    stop: () => end("SIGTERM"),
    close: async () => {
      await line.close();
      await end("SIGTERM");
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function untilReady(url: string, ended: () => unknown, output: () => string): Promise<void> {
  const deadline = Date.now() + readyMs;
  while (Date.now() < deadline) {
    if (ended() !== null) throw new Error(`the server ended with ${String(ended())} before it was ready:\n${output()}`);
    if (await isReady(url)) return;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  throw new Error(`the server was not ready within ${readyMs / 1_000} s:\n${output()}`);
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false; // nobody listens yet
  }
}
