// The canvas pages' JavaScript, by the build's own list of what each route loads first, gzipped as it is served.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "../setup/project-paths.mjs";

const limitBytes = 350_000;
const canvasRoutes = ["/workflows/[workflowId]", "/runs/[runId]"];

const folder = process.env.SIGNALBOX_DIST_DIR ?? ".next";
const stats = JSON.parse(readFileSync(join(root, folder, "diagnostics", "route-bundle-stats.json"), "utf8"));
const sizes = new Map();

for (const { route, firstLoadChunkPaths } of stats) {
  const bytes = firstLoadChunkPaths.reduce((sum, path) => sum + gzipBytes(path), 0);
  sizes.set(route, bytes);
  process.stdout.write(`${kilobytes(bytes).padStart(8)} gzip  ${route}\n`);
}
for (const route of canvasRoutes) {
  const bytes = sizes.get(route);
  if (bytes !== undefined && bytes <= limitBytes) continue;
  const problem = bytes === undefined ? "is not among the built routes" : `is ${kilobytes(bytes)}`;
  process.stderr.write(
    `${route} ${problem}; ${kilobytes(limitBytes)} is the limit. Load what the first picture does not need by import().\n`,
  );
  process.exitCode = 1;
}

function gzipBytes(path) {
  return gzipSync(readFileSync(join(root, path))).length;
}

function kilobytes(bytes) {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}
