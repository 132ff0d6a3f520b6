// `npm start`: installs and builds what is missing or old, then runs the server. Runs on a bare Node.js 20.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "./setup/build.mjs";
import { ensureInstalled } from "./setup/install.mjs";
import { pinnedNode, projectEnv, root } from "./setup/project-paths.mjs";
import { stopCommandsOnSignal } from "./setup/run-command.mjs";
import { StageFailure } from "./setup/stage.mjs";

try {
  const preparing = stopCommandsOnSignal();
  await ensureInstalled();
  await ensureBuilt();
  preparing();
  runServer();
} catch (error) {
  if (!(error instanceof StageFailure)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
}

/** Runs the server and ends with its exit code. The server drains on a signal; this process waits for it. */
function runServer() {
  const envFile = existsSync(join(root, ".env")) ? ["--env-file=.env"] : [];
  const server = spawn(pinnedNode() ?? "node", [...envFile, join("server", "main.ts")], {
    cwd: root,
    env: projectEnv({ NODE_ENV: "production" }),
    stdio: "inherit",
  });
  // A terminal's Ctrl-C reaches the whole process group, and npm passes it on once more: the server counts the first.
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));
  stopWithoutNpm(server);
  server.on("error", (error) => {
    process.stderr.write(`The server could not be started: ${error.message}\n`);
    process.exitCode = 1;
  });
  server.on("exit", (code, signal) => {
    process.exitCode = code ?? (signal === "SIGINT" ? 130 : 143);
  });
}

/** An npm that was killed outright passes nothing on: without it the server would live on, holding port and data. */
function stopWithoutNpm(server) {
  if (process.env.npm_lifecycle_event !== "start") return;
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(timer);
    server.kill("SIGTERM");
  }, 500);
  server.on("exit", () => clearInterval(timer));
}
