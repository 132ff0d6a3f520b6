import { defineConfig } from "@playwright/test";
import { browserArgs, browserExecutable } from "./e2e/support/browser.ts";

const executablePath = browserExecutable();
const jsonReport = process.env.PLAYWRIGHT_JSON_OUTPUT_FILE;

/** Specs run against the built product (`npm run build` first), each worker with a server and data folder of its own. */
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  // Two cores carry one server with its database and one browser; a second pair only makes both slower.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: jsonReport === undefined ? [["list"]] : [["list"], ["json", { outputFile: jsonReport }]],
  use: {
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    viewport: { width: 1440, height: 900 },
    colorScheme: "dark",
    launchOptions: { args: browserArgs(), ...(executablePath === null ? {} : { executablePath }) },
  },
});
