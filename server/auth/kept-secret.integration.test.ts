import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadDemoPassword } from "#server/demo/demo-password";
import { loadSecret } from "./secret.ts";

describe("secrets kept in the data folder", () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "signalbox-secret-"));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it("are made once, readable by their owner only, and found again", async () => {
    const folder = join(dataDir, "new");
    const secret = await loadSecret({ config: { secret: undefined }, dataDir: folder });
    const password = await loadDemoPassword({ config: { demoPassword: undefined }, dataDir: folder });
    expect(secret).toMatch(/^[A-Za-z0-9_-]{64}$/);
    expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    for (const file of ["secret", "demo-password"]) {
      expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
    }
    expect(await loadSecret({ config: { secret: undefined }, dataDir: folder })).toBe(secret);
    expect(await loadDemoPassword({ config: { demoPassword: undefined }, dataDir: folder })).toBe(password);
  });

  it("are the same for all that start at once", async () => {
    const started = Array.from({ length: 8 }, () => loadSecret({ config: { secret: undefined }, dataDir }));
    expect(new Set(await Promise.all(started)).size).toBe(1);
  });

  it("give way to the settings, and then no file is made", async () => {
    const secret = "s".repeat(40);
    expect(await loadSecret({ config: { secret }, dataDir })).toBe(secret);
    expect(await loadDemoPassword({ config: { demoPassword: "typed in" }, dataDir })).toBe("typed in");
    await expect(readFile(join(dataDir, "secret"))).rejects.toThrow("ENOENT");
  });

  it("stop the start when their file is damaged, with a word on what to do", async () => {
    await writeFile(join(dataDir, "secret"), "short");
    await expect(loadSecret({ config: { secret: undefined }, dataDir })).rejects.toThrow(
      /secret holds 5 characters.*delete it/,
    );
  });
});
