import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createGuardedHttpClient, type GuardOptions } from "./guarded-http-client.ts";
import type { HttpClient } from "./http-client.ts";

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function serve(listener: RequestListener, host = "127.0.0.1"): Promise<number> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  open.push({ close: () => server.closeAllConnections() }, { close: () => server.close() });
  return (server.address() as AddressInfo).port;
}

function client(options: Partial<GuardOptions> = {}): HttpClient {
  const made = createGuardedHttpClient({ allowPrivateAddresses: false, ...options });
  open.push(made);
  return made;
}

function get(url: string, headers: Record<string, string> = {}) {
  return { method: "GET", url, headers, body: undefined, signal: AbortSignal.timeout(5_000) };
}

test.each([
  "http://127.0.0.1/",
  "http://2130706433/",
  "http://[::1]/",
  "http://[::ffff:10.0.0.1]/",
  "http://169.254.169.254/latest/meta-data",
  "http://10.1.2.3/",
  "http://172.16.0.1/",
  "http://192.168.1.1/",
  "http://[fd00::1]/",
  "http://[fe80::1]/",
  "http://0.0.0.0/",
  "http://[64:ff9b::7f00:1]/",
])("%s is refused before anything is sent", async (url) => {
  expect(await client().send(get(url))).toMatchObject({ ok: false, code: "address-refused" });
});

test("a name that resolves to a private address is refused where the connection is made", async () => {
  let calls = 0;
  const port = await serve((_request, response) => {
    calls += 1;
    response.end();
  });
  expect(await client().send(get(`http://localhost:${port}/`))).toMatchObject({
    ok: false,
    code: "address-refused",
    message: expect.stringContaining("localhost is"),
  });
  expect(calls).toBe(0);
});

test("a redirect to a private address is refused", async () => {
  let isReached = false;
  const hidden = await serve((_request, response) => {
    isReached = true;
    response.end("secret");
  }, "127.0.0.2");
  const port = await serve((_request, response) => {
    response.writeHead(302, { location: `http://127.0.0.2:${hidden}/` }).end();
  });
  const answer = await client({ allowedAddresses: ["127.0.0.1"] }).send(get(`http://127.0.0.1:${port}/`));
  expect(answer).toMatchObject({ ok: false, code: "address-refused" });
  expect(isReached).toBe(false);
});

test("a redirect to another origin carries no credentials", async () => {
  const seen: Record<string, unknown>[] = [];
  const second = await serve((request, response) => {
    seen.push(request.headers);
    response.end("there");
  });
  const first = await serve((_request, response) => {
    response.writeHead(307, { location: `http://127.0.0.1:${second}/` }).end();
  });
  const headers = { authorization: "Bearer secret", "x-api-key": "secret", accept: "text/plain" };
  const answer = await client({ allowedAddresses: ["127.0.0.1"] }).send(get(`http://127.0.0.1:${first}/`, headers));
  expect(answer).toMatchObject({ ok: true, response: { status: 200, text: "there" } });
  expect(seen[0]).toMatchObject({ accept: "text/plain" });
  expect(seen[0]).not.toHaveProperty("authorization");
  expect(seen[0]).not.toHaveProperty("x-api-key");
});

test("an answer above the limit, and redirects without end, are refused", async () => {
  const large = await serve((_request, response) => {
    response.end("x".repeat(1_100_000));
  });
  const round = await serve((request, response) => {
    response.writeHead(302, { location: `http://${request.headers.host}/` }).end();
  });
  const allowed = client({ allowedAddresses: ["127.0.0.1"] });
  expect(await allowed.send(get(`http://127.0.0.1:${large}/`))).toMatchObject({ code: "response-too-large" });
  expect(await allowed.send(get(`http://127.0.0.1:${round}/`))).toMatchObject({ code: "too-many-redirects" });
});

test("other protocols and what is no address are refused", async () => {
  expect(await client().send(get("file:///etc/passwd"))).toMatchObject({ code: "address-invalid" });
  expect(await client().send(get("nonsense"))).toMatchObject({ code: "address-invalid" });
});

test("a server that cannot be reached is a failed connection", async () => {
  const answer = await client({ allowPrivateAddresses: true }).send(get("http://127.0.0.1:1/"));
  expect(answer).toMatchObject({ ok: false, code: "connection-failed" });
});
