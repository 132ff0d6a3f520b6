import { spawn } from "node:child_process";
import { root } from "./project-paths.mjs";

const keptOutput = 200_000;
/** Children that a signal to this process must reach. */
const running = new Set();

/**
 * Runs a command and waits for its end. `output: "show"` passes its output through, `"collect"` keeps it (the last
 * 200,000 characters). Never rejects: a command that cannot be started ends with code 127 and the reason as output.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, output?: "show" | "collect" }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runCommand(command, args, options = {}) {
  const collect = options.output === "collect";
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? process.env,
      stdio: collect ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    });
    running.add(child);
    const keep = (chunk) => {
      output = (output + chunk).slice(-keptOutput);
    };
    child.stdout?.setEncoding("utf8").on("data", keep);
    child.stderr?.setEncoding("utf8").on("data", keep);
    child.on("error", (error) => {
      running.delete(child);
      resolve({ code: 127, output: `${output}${error.message}\n` });
    });
    child.on("close", (code, signal) => {
      running.delete(child);
      resolve({ code: code ?? (signal === "SIGINT" ? 130 : 143), output });
    });
  });
}

/** Ends whatever runCommand still runs when this process is told to stop, and then this process. */
export function stopCommandsOnSignal() {
  const stop = (signal, code) => () => {
    for (const child of running) child.kill(signal);
    process.exit(code);
  };
  const onInterrupt = stop("SIGINT", 130);
  const onTerminate = stop("SIGTERM", 143);
  process.on("SIGINT", onInterrupt);
  process.on("SIGTERM", onTerminate);
  return () => {
    process.off("SIGINT", onInterrupt);
    process.off("SIGTERM", onTerminate);
  };
}
