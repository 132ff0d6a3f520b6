import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";

const root = fileURLToPath(new URL("../..", import.meta.url));

const reportSchema = z.object({
  diagnostics: z.array(
    z.object({ category: z.string(), message: z.string(), location: z.object({ path: z.string() }) }),
  ),
});

/** Each planted violation: the file, what it imports, and a part of the remedy that the linter must say. */
const refused: [file: string, imports: string, remedy: string][] = [
  ["lib/contract/a.ts", "#lib/domain/run-state", "lib/contract/ imports nothing of ours but itself"],
  ["lib/contract/b.ts", "../domain/run-state.ts", "lib/contract/ imports nothing of ours but itself"],
  ["lib/contract/events/c.ts", "../../domain/run-state.ts", "lib/contract/ imports nothing of ours but itself"],
  ["lib/contract/d.ts", "node:fs", "lib/ is pure and runs anywhere: no Node.js modules"],
  ["lib/domain/a.ts", "#server/db/schema", "lib/ is the lowest layer"],
  ["lib/domain/b.ts", "../../server/db/schema.ts", "lib/ is the lowest layer"],
  ["lib/domain/c.ts", "node:fs/promises", "Pass time, randomness, ids and I/O in as arguments"],
  ["lib/domain/d.ts", "react", "Put React into client/hooks/ or components/"],
  ["lib/domain/e.ts", "socket.io-client", "I/O into server/"],
  ["lib/domain/f.ts", "drizzle-orm/pg-core", "I/O into server/"],
  ["lib/document/a.ts", "#client/run-store", "lib/ is the lowest layer"],
  ["client/a.ts", "react", "React stands in client/hooks/ only"],
  ["client/b.ts", "#components/canvas/run-canvas", "what draws belongs into components/"],
  ["client/c.ts", "#server/container", "belongs into lib/"],
  ["client/d.ts", "pino", "client/ runs in the browser"],
  ["client/hooks/a.ts", "#server/container", "belongs into lib/"],
  ["components/run/a.tsx", "#server/container", "Load on the server in app/"],
  ["components/run/b.tsx", "socket.io-client", "A component never touches a socket"],
  ["components/run/c.tsx", "node:fs", "A component never touches a socket, a database or Node.js"],
  ["components/run/d.tsx", "#app/layout", "Nobody imports app/"],
  ["components/run/e.tsx", "../../app/layout.tsx", "Nobody imports app/"],
  ["components/ui/a.tsx", "#lib/domain/run-state", "components/ui/ knows no domain word"],
  ["components/ui/b.tsx", "#client/hooks/use-run", "components/ui/ knows no domain word"],
  ["components/ui/c.tsx", "#components/run/a", "components/ui/ knows no domain word"],
  ["app/a.tsx", "#server/db/database", "Of the server app/ imports only #server/container"],
  ["app/b.tsx", "../server/runs/run-service.ts", "Of the server app/ imports only #server/container"],
  ["server/runs/a.ts", "#client/run-store", "server/ imports lib/ only"],
  ["server/runs/b.ts", "react", "server/ draws nothing"],
  ["server/runs/c.ts", "#app/layout", "Nobody imports app/"],
  ["server/runs/d.integration.test.ts", "#app/layout", "Nobody imports app/"],
  ["cli/a.ts", "#components/ui/button", "it draws no React"],
];

/** The directions that stand open. */
const allowed: [file: string, imports: string][] = [
  ["lib/contract/events/y.ts", "../entry.ts"],
  ["lib/domain/y.ts", "#lib/contract/entry"],
  ["lib/domain/z.ts", "zod"],
  ["client/y.ts", "#lib/domain/run-state"],
  ["client/z.ts", "zustand/vanilla"],
  ["client/hooks/y.ts", "react"],
  ["components/run/y.tsx", "#client/hooks/use-run"],
  ["components/ui/y.tsx", "radix-ui"],
  ["components/ui/z.tsx", "./button.tsx"],
  ["app/y.tsx", "#server/container"],
  ["app/z.tsx", "next/server"],
  ["server/runs/y.ts", "#lib/domain/run-state"],
  ["server/runs/z.ts", "node:fs"],
  ["server/realtime/y.integration.test.ts", "socket.io-client"],
];

/** A circle, closed by a type alone: whoever reads one of the files must read the other. */
const circle: [file: string, text: string][] = [
  ["server/circle/one.ts", 'import { two } from "./two.ts";\n\nexport type One = typeof two;\n'],
  ["server/circle/two.ts", 'import type { One } from "./one.ts";\n\nexport const two: One | null = null;\n'],
];

describe("the import directions of the house", () => {
  let folder: string;
  let messages: Map<string, string[]>;
  let circles: Map<string, string[]>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "signalbox-import-rules-"));
    await cp(join(root, "biome.json"), join(folder, "biome.json"));
    const planted = [...refused, ...allowed].map(([file, imports]) => [file, `export * from "${imports}";\n`] as const);
    for (const [file, text] of [...planted, ...circle]) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
    messages = await lint(folder, "style/noRestrictedImports");
    circles = await lint(folder, "suspicious/noImportCycles");
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(refused)("%s may not import %s, and the linter says the remedy", (file, _imports, remedy) => {
    expect(messages.get(file)?.join("\n") ?? "nothing was refused").toContain(remedy);
  });

  test.each(allowed)("%s may import %s", (file) => {
    expect(messages.get(file)).toBeUndefined();
  });

  test("files that import each other in a circle are refused, also where the circle is one of types", () => {
    expect([...circles.keys()].sort()).toEqual(circle.map(([file]) => file));
  });
});

/** What one of the linter's rules says of each file. */
async function lint(folder: string, rule: string): Promise<Map<string, string[]>> {
  const biome = resolve(root, "node_modules/.bin/biome");
  const args = ["lint", `--only=${rule}`, "--vcs-enabled=false", "--max-diagnostics=none", "--reporter=json", "."];
  const output = await new Promise<string>((done) => {
    execFile(biome, args, { cwd: folder }, (_error, stdout) => done(stdout));
  });
  const found = new Map<string, string[]>();
  for (const { category, message, location } of reportSchema.parse(JSON.parse(output)).diagnostics) {
    if (category !== `lint/${rule}`) continue;
    found.set(location.path, [...(found.get(location.path) ?? []), message]);
  }
  return found;
}
