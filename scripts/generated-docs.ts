// Writes the documents that are made from schemas, or checks that they are what the schemas say.
//   node scripts/generated-docs.ts --write | --check
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { eventDefinition, eventTypes } from "#lib/contract/catalogue";
import { kinds } from "#lib/domain/kinds/registry";
import { settingsSchema } from "#server/config";
import { renderEventsPage } from "./checks/events-page.ts";
import { renderKindsPage } from "./checks/kinds-page.ts";
import { renderEnvExample, renderSettingsPage } from "./checks/settings-pages.ts";

const pages = {
  "docs/settings.md": renderSettingsPage(settingsSchema),
  ".env.example": renderEnvExample(settingsSchema),
  "docs/events.md": renderEventsPage(eventTypes.map((type) => [type, eventDefinition(type)])),
  "docs/node-kinds.md": renderKindsPage(Object.values(kinds)),
};

const stale = Object.entries(pages).filter(([name, text]) => readPage(name) !== text);
if (process.argv.includes("--write")) {
  for (const [name, text] of stale) writeFileSync(pathOf(name), text);
} else {
  for (const [name] of stale) {
    process.stderr.write(`${name} is not what the schemas say. Run: node scripts/generated-docs.ts --write\n`);
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
