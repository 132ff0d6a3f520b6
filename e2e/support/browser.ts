import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const systemBrowsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The system's Chromium where Playwright's own was not downloaded; null for Playwright's own. */
export function browserExecutable(): string | null {
  if (existsSync(chromium.executablePath())) return null;
  return systemBrowsers.find((each) => existsSync(each)) ?? null;
}

/** Switches for a browser that talks to nobody but the server under test. */
export function browserArgs(): string[] {
  const quiet = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-gpu",
    "--no-first-run",
  ];
  // Chromium's sandbox refuses to run as root, and continuous integration often is.
  return process.getuid?.() === 0 ? [...quiet, "--no-sandbox"] : quiet;
}
