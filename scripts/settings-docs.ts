// Writes docs/settings.md and .env.example from the settings' schema, or checks that they are what it says.
//   node scripts/settings-docs.ts --write | --check
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { settingsSchema } from "#server/config";
import { renderEnvExample, renderSettingsPage } from "./checks/settings-pages.ts";

const pages = {
  "docs/settings.md": renderSettingsPage(settingsSchema),
  ".env.example": renderEnvExample(settingsSchema),
};

const stale = Object.entries(pages).filter(([name, text]) => readPage(name) !== text);
if (process.argv.includes("--write")) {
  for (const [name, text] of stale) writeFileSync(pathOf(name), text);
} else {
  for (const [name] of stale) {
    process.stderr.write(`${name} is not what server/config.ts says. Run: node scripts/settings-docs.ts --write\n`);
  }
  process.exitCode = stale.length === 0 ? 0 : 1;
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(`../${name}`, import.meta.url));
}

function readPage(name: string): string | null {
  try {
    return readFileSync(pathOf(name), "utf8");
  } catch {
    return null; // not yet written
  }
}
