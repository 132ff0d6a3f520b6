import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, type Socket } from "node:net";
import pino from "pino";
import { afterEach, expect, test } from "vitest";
import { parseConfig } from "#server/config";
import { closeServer, createHttpServer } from "./http-server.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

test("an upgrade that nobody here answers is an ordinary request, and holds no connection open", async () => {
  const socket = await openUpgrade(await startServer(), "/somewhere");
  const [answer] = await once(socket.setEncoding("latin1"), "data");
  expect(answer).toMatch(/^HTTP\/1\.1 503 /);
});

test("a client that resets its connection in the middle of an upgrade does not end the process", async () => {
  const port = await startServer();
  const failures: unknown[] = [];
  const note = (error: unknown) => failures.push(error);
  process.on("uncaughtExceptionMonitor", note);
  try {
    for (const path of ["/somewhere", "/socket.io/?EIO=4&transport=websocket"]) {
      for (let time = 0; time < 5; time += 1) {
        const socket = await openUpgrade(port, path);
        socket.resetAndDestroy();
        await once(socket, "close");
      }
    }
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect(await answer.text()).toBe("answered");
    expect(failures).toEqual([]);
  } finally {
    process.off("uncaughtExceptionMonitor", note);
  }
});

async function startServer(): Promise<number> {
  const parsed = parseConfig({});
  if (!parsed.ok) throw new Error(parsed.problems.join());
  const { server } = createHttpServer({
    api: () => new Response("answered"),
    config: parsed.config,
    logger: pino({ level: "silent" }),
    isDevelopment: false,
  });
  // As Socket.IO attaches itself: it answers its own path only.
  server.on("upgrade", () => {});
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => closeServer(server, 0));
  return (server.address() as AddressInfo).port;
}

async function openUpgrade(port: number, path: string): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.on("error", () => {});
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
  return socket;
}
