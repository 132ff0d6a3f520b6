import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { limits } from "#lib/contract/limits";
import { problemCodes } from "#lib/contract/problem";
import { signalSchemas } from "#lib/contract/signal";
import { clientEventSchemas, handshakeCodes } from "#lib/contract/socket";
import { streamKinds } from "#lib/contract/stream-name";

const root = fileURLToPath(new URL("../..", import.meta.url));
const page = readFileSync(join(root, "docs/protocol.md"), "utf8");
const rules = Array.from({ length: 13 }, (_, index) => `S${index + 1}`);

/** The rows of the table under a heading: the first cell without its backticks, and the others. */
function rowsUnder(heading: string): Map<string, string[]> {
  const section = page.split(`\n${heading}\n`)[1]?.split(/\n##+ /)[0] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| `"));
  return new Map(
    rows.map((row) => {
      const [name = "", ...cells] = row.split("|").slice(1, -1);
      return [name.trim().replaceAll("`", ""), cells.map((cell) => cell.trim())];
    }),
  );
}

/** A limit as people read it. */
function written(name: string, value: number): string {
  if (!name.endsWith("Bytes")) return value.toLocaleString("en");
  return value % (1024 * 1024) === 0 ? `${value / (1024 * 1024)} MiB` : `${value / 1024} KiB`;
}

describe("docs/protocol.md says what the contract says", () => {
  test("every refusal's code with its status", () => {
    const told = [...rowsUnder("## Refusals")].map(([code, [status]]) => [code, Number(status)]);
    expect(Object.fromEntries(told)).toEqual(problemCodes);
  });

  test("every limit with its value", () => {
    const told = [...rowsUnder("## Limits")].map(([name, [value]]) => [name, value]);
    const held = Object.entries(limits).map(([name, value]) => [name, written(name, value)]);
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(held));
  });

  test("every code of a refused handshake", () => {
    expect([...rowsUnder("### Handshake").keys()].sort()).toEqual([...handshakeCodes].sort());
  });

  test("every event of a client, and every signal", () => {
    expect([...rowsUnder("### From the client").keys()]).toEqual(Object.keys(clientEventSchemas));
    expect([...rowsUnder("### Signals").keys()]).toEqual(Object.keys(signalSchemas));
  });

  test("every kind of stream", () => {
    const told = [...rowsUnder("## Streams").keys()].map((name) => name.split(":")[0]);
    expect(told.sort()).toEqual([...streamKinds].sort());
  });

  test.each(rules)("rule %s stands on the page, and a test names it", (rule) => {
    expect(page).toContain(`**${rule}. `);
    const pattern = `(test|it|describe)(\\.each)?[^"]*"[^"]*\\b${rule}\\b`;
    const named = execFileSync(
      "git",
      ["grep", "-lE", pattern, "--", "*.test.ts", "*.test.tsx", "*.spec.ts", "*/conformance/*.ts"],
      {
        cwd: root,
        encoding: "utf8",
      },
    );
    expect(named).not.toBe("");
  });
});
