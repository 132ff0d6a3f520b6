import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { freePort } from "./support/free-port.ts";
import { npmStart, type Started } from "./support/npm-start.ts";

let dataDir: string;
let started: Started[];

test.beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "signalbox-start-"));
  started = [];
});

test.afterEach(async () => {
  for (const each of started) each.interrupt();
  await Promise.all(started.map((each) => each.ended));
  await rm(dataDir, { recursive: true, force: true });
});

function start(env: Record<string, string>): Started {
  const each = npmStart({ SIGNALBOX_DATA_DIR: dataDir, HOST: "127.0.0.1", ...env });
  started.push(each);
  return each;
}

test("npm start prints the address and how to sign in, and Ctrl-C drains", async ({ request }) => {
  const port = await freePort();
  const first = start({ PORT: String(port) });
  await expect.poll(() => first.output(), { timeout: 60_000 }).toContain(`http://localhost:${port}`);
  expect(first.output()).toContain("editor@acme.test");
  expect((await request.get(`http://127.0.0.1:${port}/readyz`)).status()).toBe(200);

  first.interrupt();

  expect(await first.ended, first.output()).toBe(0);
});

test("a second npm start is up in seconds", async ({ request }) => {
  const port = await freePort();
  const once = start({ PORT: String(port) });
  await expect.poll(() => once.output(), { timeout: 60_000 }).toContain(`http://localhost:${port}`);
  once.interrupt();
  await once.ended;

  const began = Date.now();
  start({ PORT: String(port) });
  await expect(async () => {
    expect((await request.get(`http://127.0.0.1:${port}/readyz`)).status()).toBe(200);
  }).toPass({ timeout: 10_000, intervals: [50] });
  expect(Date.now() - began).toBeLessThan(10_000);
});

test("a second process on the same data folder is refused, and told who holds it", async () => {
  const first = start({ PORT: String(await freePort()) });
  await expect.poll(() => first.output(), { timeout: 60_000 }).toContain("http://localhost:");

  const second = start({ PORT: String(await freePort()) });

  expect(await second.ended).not.toBe(0);
  expect(second.output()).toMatch(/process \d+|pid \d+/i);
  expect(second.output()).toContain(dataDir);
});

test("a wrong setting stops the start and names the variable, what it got and what it wants", async () => {
  const wrong = start({ PORT: "eighty" });

  expect(await wrong.ended).not.toBe(0);
  expect(wrong.output()).toContain('PORT is "eighty": expected a port number from 0 to 65535');
});

test("a database that cannot be opened is said in one line, without a stack", async () => {
  const refused = start({ PORT: String(await freePort()), DATABASE_URL: "postgres://someone:sesame@127.0.0.1:1/none" });

  expect(await refused.ended, refused.output()).toBe(1);
  expect(refused.output()).toContain("Check DATABASE_URL");
  expect(refused.output()).not.toMatch(/sesame|^\s+at /m);
});
