import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The kernel cuts a socket's address at 108 bytes on Linux and 104 on macOS, without an error that says so. */
const longestPath = 100;

/**
 * Where a running server of a data folder listens for commands: `control.sock` in the folder, or, where that is too
 * long for a socket's address, a file of the temporary folder named after it.
 */
export function controlSocketPath(dataDir: string): string {
  const inFolder = join(resolve(dataDir), "control.sock");
  if (Buffer.byteLength(inFolder) <= longestPath) return inFolder;
  const name = createHash("sha256").update(resolve(dataDir)).digest("hex").slice(0, 16);
  return join(tmpdir(), `signalbox-${name}.sock`);
}
