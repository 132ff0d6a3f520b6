import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { contentHash } from "./content-hash.mjs";
import { machineEnv, pinnedNode, root } from "./project-paths.mjs";
import { runCommand } from "./run-command.mjs";
import { StageFailure, stage } from "./stage.mjs";

const modules = join(root, "node_modules");
const stampFile = join(modules, ".signalbox-lock");

/** Installs the packages of package-lock.json where they are missing or another lock file's. */
export async function ensureInstalled() {
  const stamp = `${contentHash(root, ["package.json", "package-lock.json"])} ${process.platform} ${process.arch}`;
  if (pinnedNode() !== null) {
    if (read(stampFile) === stamp) return;
    if (hasLockedPackages()) {
      writeFileSync(stampFile, stamp);
      return;
    }
  }
  await stage("Installing packages (about a minute the first time)", npmCi);
  if (pinnedNode() === null) {
    throw new StageFailure(
      "The packages are installed, but the pinned Node.js is missing: the package `node` runs an install script, " +
        "and this npm forbids it.\nRun `npm config delete ignore-scripts`, delete node_modules, and start again.",
    );
  }
  writeFileSync(stampFile, stamp);
}

/** True where somebody's own `npm install` already put there what the lock file asks for. */
function hasLockedPackages() {
  const wanted = packagesOf(join(root, "package-lock.json"));
  const installed = packagesOf(join(modules, ".package-lock.json"));
  if (wanted === null || installed === null) return false;
  return Object.entries(wanted).every(([path, want]) => {
    if (path === "" || want.link === true) return true;
    const have = installed[path];
    if (have === undefined) return want.optional === true || want.devOptional === true || want.peer === true;
    return have.version === want.version;
  });
}

function packagesOf(file) {
  const text = read(file);
  return text === null ? null : JSON.parse(text).packages;
}

function read(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

/**
 * The machine's own npm does it: `npm ci` deletes node_modules, and with it the pinned Node.js that may be running
 * this very script. Development packages come too, so that `npm test` needs no second install.
 */
async function npmCi() {
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const { code, output } = await runCommand("npm", args, { env: machineEnv(), output: "collect" });
  if (code !== 0) throw new StageFailure(explain(code, output.trim()));
}

function explain(code, output) {
  if (code === 127 && /ENOENT/.test(output)) {
    return "npm was not found. Install Node.js 20 or newer with npm (https://nodejs.org), and run this again.";
  }
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(output)) {
    return (
      `${output}\n\nThe package registry could not be reached. The first start needs the network once: ` +
      "connect (or set npm's `registry` or `proxy`), and run this again."
    );
  }
  if (/ENOSPC/.test(output)) return `${output}\n\nThe disk is full: node_modules needs about 1 GB.`;
  if (/EACCES|EPERM/.test(output)) {
    return `${output}\n\nThis account may not write here: give it the folder (chown), or clone as this account.`;
  }
  return `${output}\n\n\`npm ci\` ended with code ${code}. What it says above is the cause.`;
}
