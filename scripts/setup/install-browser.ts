// Sees to it that a Chromium is there and starts: Playwright's own where it can be downloaded, the system's otherwise.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { browserArgs, browserExecutable } from "../../e2e/support/browser.ts";

const problem = await ensureBrowser();
if (problem !== null) {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}

async function ensureBrowser(): Promise<string | null> {
  const found = await whyNotStarting();
  if (found === null) return null;

  say("Looking for a browser: downloading Playwright's own Chromium …");
  run("playwright", ["install", "chromium"]);
  if ((await whyNotStarting()) === null) return null;

  const isDebianRoot = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (isDebianRoot) {
    say("Installing the system's Chromium …");
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    const install = () => run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], env);
    if (!install()) {
      run("apt-get", ["update", "-qq"], env);
      install();
    }
    if ((await whyNotStarting()) === null) return null;
  }

  const reason = (await whyNotStarting()) ?? "";
  return `${reason}\n\nThe browser tests need a Chromium that starts. Install one, and run this again:\n\n    npx playwright install --with-deps chromium\n\nor, on Debian and Ubuntu:\n\n    sudo apt-get update && sudo apt-get install -y chromium\n`;
}

/** Null where the browser starts, otherwise the reason. */
async function whyNotStarting(): Promise<string | null> {
  const executablePath = browserExecutable();
  try {
    const browser = await chromium.launch({
      args: browserArgs(),
      ...(executablePath === null ? {} : { executablePath }),
    });
    await browser.close();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function run(command: string, args: string[], env: Record<string, string> = {}): boolean {
  const { status } = spawnSync(command, args, {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
  });
  return status === 0;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
