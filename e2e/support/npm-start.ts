import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** One `npm start`, as somebody types it. */
export interface Started {
  output(): string;
  /** Process id of npm itself. */
  readonly pid: number;
  interrupt(): void;
  /** Resolves to the exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;
}

/** Runs `npm start` with settings on top of this environment. */
export function npmStart(env: Record<string, string>): Started {
  const child = spawn("npm", ["start"], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const keep = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  return {
    output: () => output,
    pid: child.pid ?? 0,
    interrupt: () => child.kill("SIGINT"),
    ended: exitCode(child),
  };
}

async function exitCode(child: ChildProcess): Promise<number | null> {
  await once(child, "exit");
  return child.exitCode;
}
