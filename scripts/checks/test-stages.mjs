import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { packageCommand, pinnedNode, projectEnv, root } from "../setup/project-paths.mjs";
import { runCommand } from "../setup/run-command.mjs";
import { elapsed, say } from "../setup/stage.mjs";

const results = join(root, ".cache", "test-results");

/**
 * A list of stages whose results are summed. Each goes on where an earlier one failed, so that one run tells all.
 */
export function createTestStages() {
  const tally = { passed: 0, failed: 0, skipped: 0 };
  const failedStages = [];
  const times = [];
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });

  /** Runs one stage; `work` resolves to true where it passed. */
  async function run(title, work) {
    say(`\n=== ${title}`);
    const started = Date.now();
    const passed = await work();
    times.push(`${passed ? "✓" : "✗"} ${title}: ${elapsed(started)}`);
    say(times.at(-1));
    if (!passed) failedStages.push(title);
    return passed;
  }

  return {
    run,
    /** A command that checks something and is no test runner. */
    check: (title, command, args) => run(title, () => succeeds(command, args)),
    vitest: (title, project) => run(title, () => runVitest(project, tally)),
    playwright: (title) => run(title, () => runPlaywright(tally)),
    /** Prints each stage's time and, last, the closing line; returns the process's exit code. */
    close() {
      say(`\n${times.join("\n")}`);
      if (failedStages.length > 0) say(`\nFailed: ${failedStages.join(", ")}`);
      // A stage that failed outside a test counts as one failure, so that the line never reads as a success.
      const failed = Math.max(tally.failed, failedStages.length);
      say(`${tally.passed} passed, ${failed} failed${tally.skipped > 0 ? `, ${tally.skipped} skipped` : ""}`);
      return failed === 0 ? 0 : 1;
    },
  };
}

/** Runs one of the packages' commands, or `node`, by the pinned Node.js. */
export function runNode(args, env = {}) {
  const [first, ...rest] = args;
  return runCommand(pinnedNode() ?? "node", [first, ...rest], { env: projectEnv(env) });
}

async function succeeds(command, args) {
  const script = command === "node" ? args : [packageCommand(command), ...args];
  const native = command === "biome" || command === "tsc";
  const { code } = native
    ? await runCommand(packageCommand(command), args, { env: projectEnv() })
    : await runNode(script);
  return code === 0;
}

async function runVitest(project, tally) {
  const file = join(results, `${project}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { code } = await runNode([packageCommand("vitest"), "run", "--project", project, ...reporters]);
  const report = readReport(file);
  if (report !== null) {
    tally.passed += report.numPassedTests;
    tally.skipped += report.numPendingTests + report.numTodoTests;
    tally.failed += report.numFailedTests;
  }
  if (report === null || (code !== 0 && report.numFailedTests === 0)) tally.failed += 1;
  return code === 0 && report !== null && report.numPassedTests > 0;
}

async function runPlaywright(tally) {
  const file = join(results, "e2e.json");
  const { code } = await runNode([packageCommand("playwright"), "test"], { PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  const report = readReport(file);
  if (report !== null) {
    tally.passed += report.stats.expected;
    tally.skipped += report.stats.skipped;
    tally.failed += report.stats.unexpected + report.stats.flaky;
  }
  if (report === null || (code !== 0 && report.stats.unexpected === 0)) tally.failed += 1;
  return code === 0 && report !== null && report.stats.expected > 0;
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null; // the runner died before it wrote one: its own output says why
  }
}
