import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout's folder, without a trailing slash. */
export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[/\\]$/, "");

/** Where an installed package's command lies. */
export function packageCommand(name) {
  return join(root, "node_modules", ".bin", process.platform === "win32" ? `${name}.cmd` : name);
}

/** The Node.js that the project pins by the npm package `node`, or null where it is not installed. */
export function pinnedNode() {
  const candidates = [join(root, "node_modules", "node", "bin", "node"), packageCommand("node")];
  return candidates.find((each) => existsSync(each)) ?? null;
}

/** The environment for commands of the project: its own Node.js and its packages' commands come first on the PATH. */
export function projectEnv(more = {}) {
  const bin = join(root, "node_modules", ".bin");
  return { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ""}`, NEXT_TELEMETRY_DISABLED: "1", ...more };
}

/** The environment without any package's commands on the PATH: what the machine itself has. */
export function machineEnv(more = {}) {
  const path = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((each) => !/node_modules[/\\]\.bin[/\\]?$/.test(each) && !/node-gyp-bin$/.test(each))
    .join(delimiter);
  return { ...process.env, PATH: path, ...more };
}
