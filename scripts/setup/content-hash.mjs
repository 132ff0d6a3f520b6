import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/**
 * One SHA-256 over the names and contents of files and folders; what is missing counts as absent. A few hundred
 * source files take some tens of milliseconds, so it is asked anew at every start.
 *
 * @param {string} base folder that names are relative to
 * @param {string[]} paths files and folders in it
 * @param {(path: string) => boolean} [isSource] which files count
 */
export function contentHash(base, paths, isSource = () => true) {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of filesUnder(join(base, path))) {
      const name = relative(base, file);
      if (!isSource(name)) continue;
      hash.update(`${name}\0`).update(readFileSync(file)).update("\0");
    }
  }
  return hash.digest("hex");
}

function* filesUnder(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (!stats.isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) yield* filesUnder(join(path, name));
}
