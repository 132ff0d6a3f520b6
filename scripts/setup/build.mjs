import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { contentHash } from "./content-hash.mjs";
import { packageCommand, pinnedNode, projectEnv, root } from "./project-paths.mjs";
import { runCommand } from "./run-command.mjs";
import { StageFailure, stage } from "./stage.mjs";

/** What the pages are built from. The server is among it because pages read its container. */
const sources = [
  "app",
  "components",
  "client",
  "lib",
  "server",
  "public",
  "next.config.mjs",
  "postcss.config.mjs",
  "proxy.ts",
  "instrumentation.ts",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];

/** Builds the pages where the build is missing or was made from other sources. */
export async function ensureBuilt() {
  const folder = join(root, process.env.SIGNALBOX_DIST_DIR ?? ".next");
  const stampFile = join(folder, "signalbox-sources");
  const stamp = contentHash(root, sources, isBuilt);
  if (existsSync(join(folder, "BUILD_ID")) && existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp)
    return;
  rmSync(stampFile, { force: true });
  await stage("Building the pages (about a minute)", nextBuild);
  writeFileSync(stampFile, stamp);
}

function isBuilt(name) {
  return !/\.test\.tsx?$|\.sql$|\.md$/.test(name);
}

async function nextBuild() {
  const node = pinnedNode();
  if (node === null) throw new StageFailure("The pinned Node.js is missing: delete node_modules, and run this again.");
  const env = projectEnv({ NODE_ENV: "production" });
  const { code, output } = await runCommand(node, [packageCommand("next"), "build"], { env, output: "collect" });
  if (code !== 0)
    throw new StageFailure(`${output.trim()}\n\nThe build failed (code ${code}). What it says above is the cause.`);
}
