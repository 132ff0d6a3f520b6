// Style rule: a file holds one idea, so 300 lines at most; a folder holds 16 files at most, tests not counted.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { root } from "../setup/project-paths.mjs";

const maxLines = 300;
const maxFiles = 16;
const files = execFileSync("git", ["ls-files", "*.ts", "*.tsx", "*.mjs"], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter((each) => each !== "");

const problems = [];
const perFolder = new Map();
for (const file of files) {
  const lines = linesOf(file);
  if (lines === null) continue;
  if (lines > maxLines) problems.push(`${file} has ${lines} lines; ${maxLines} is the limit: split it by meaning.`);
  if (!/\.test\.tsx?$/.test(file)) perFolder.set(dirname(file), (perFolder.get(dirname(file)) ?? 0) + 1);
}
for (const [folder, count] of perFolder) {
  if (count > maxFiles) {
    problems.push(`${folder}/ holds ${count} files; ${maxFiles} is the limit: group them into folders by meaning.`);
  }
}
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;

function linesOf(file) {
  try {
    return readFileSync(`${root}/${file}`, "utf8").trimEnd().split("\n").length;
  } catch {
    return null; // deleted in the work tree, not yet in the index
  }
}
