import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const pages = execFileSync("git", ["ls-files", "*.md"], { cwd: root, encoding: "utf8" }).trim().split("\n");

/** A path of the house, such as `server/main.ts`; one with a blank to fill in, such as `<kind>`, is none. */
const housePath = /\b(?:app|bench|cli|client|components|docs|e2e|lib|scripts|server)\/[\w./[\]()-]+/g;

test.each(pages)("every file that %s names is there", (page) => {
  const text = readFileSync(join(root, page), "utf8");
  const quoted = text.match(/`[^`\n]+`|\["[^"]+"\]|\[\("[^"]+"\)\]/g) ?? [];
  const paths = quoted
    .filter((each) => !/[<*…]/.test(each.replaceAll("<br/>", " ")))
    .flatMap((each) => each.match(housePath) ?? []);
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link = ""]) => join(dirname(page), link));
  const missing = [...new Set([...paths.map((path) => path.replace(/[.,/]+$/, "")), ...links])].filter(
    (path) => !["", ".ts", ".tsx"].some((ending) => existsSync(join(root, `${path}${ending}`))),
  );
  expect(missing).toEqual([]);
});
