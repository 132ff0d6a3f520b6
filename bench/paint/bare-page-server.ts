import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { Server } from "socket.io";

/** The baseline: post, emit, set an attribute. As little as a live page can do. */
export async function serveBarePage(nodeCount: number): Promise<{ url: string; close(): Promise<void> }> {
  const manifest = createRequire(import.meta.url).resolve("socket.io-client/package.json");
  const client = await readFile(join(dirname(manifest), "dist/socket.io.min.js"), "utf8");
  const nodes = Array.from(
    { length: nodeCount },
    (_, index) => `<p id="node-n${index}" data-status="idle">n${index}</p>`,
  );
  const page = `<!doctype html><meta charset="utf-8"><title>Bare</title>${nodes.join("")}
    <script>${client}</script><script>
      const socket = io({ transports: ["websocket"] });
      socket.on("connect", () => { document.body.dataset.connected = "" });
      socket.on("node", ({ nodeId, status }) => { document.getElementById("node-" + nodeId).dataset.status = status });
    </script>`;
  const http = createServer((request, response) => {
    if (request.method !== "POST") {
      response.setHeader("Content-Type", "text/html").end(page);
      return;
    }
    void readBody(request).then((body) => {
      io.emit("node", JSON.parse(body));
      response.writeHead(202).end();
    });
  });
  const io = new Server(http, { serveClient: false, perMessageDeflate: false });
  await new Promise<void>((listening) => http.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    close: () => io.close(),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
