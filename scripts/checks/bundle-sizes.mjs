// A route's JavaScript, by the build's own list of what it loads first, gzipped as it is served.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "../setup/project-paths.mjs";

/**
 * Bytes of gzipped JavaScript that each route of the last build loads first.
 * @returns {Map<string, number>}
 */
export function routeSizes() {
  const folder = process.env.SIGNALBOX_DIST_DIR ?? ".next";
  const stats = JSON.parse(readFileSync(join(root, folder, "diagnostics", "route-bundle-stats.json"), "utf8"));
  return new Map(
    stats.map(({ route, firstLoadChunkPaths }) => [
      route,
      firstLoadChunkPaths.reduce((sum, path) => sum + gzipSync(readFileSync(join(root, path))).length, 0),
    ]),
  );
}
