import { WebSocket } from "ws";
import { epochMs, serveRequests, tellParent } from "../support/child.ts";

/**
 * A thousand readers in one process. They speak just enough Engine.IO and Socket.IO for both servers under test,
 * and look only at a frame's last offset, so that what is measured is the server and not JSON.parse in the clients.
 * Every hundredth reader parses everything and checks that no offset is missing, doubled or out of order.
 */
interface Reader {
  socket: WebSocket;
  stream: string;
  cursor: number;
  checked: boolean;
}

const readers: Reader[] = [];
let latencies: { offset: number; at: number }[] = [];
let isTimed = false;
let frames = 0;
let faults = 0;

serveRequests({
  connect: async (options: { url: string; count: number; stream: string; auth: unknown; after: number }) => {
    const address = `${options.url.replace(/^http/, "ws")}/socket.io/?EIO=4&transport=websocket`;
    for (let from = 0; from < options.count; from += 50) {
      const size = Math.min(50, options.count - from);
      await Promise.all(Array.from({ length: size }, (_, index) => connect(address, options, from + index)));
    }
    return readers.length;
  },
  timed: (on: boolean) => {
    isTimed = on;
    const taken = latencies;
    latencies = [];
    return taken;
  },
  counts: () => ({ frames, faults, slowest: slowestCursor() }),
  close: () => {
    for (const reader of readers.splice(0)) reader.socket.terminate();
  },
});

setInterval(() => tellParent({ progress: slowestCursor() }), 10).unref();

function slowestCursor(): number {
  let slowest = Number.POSITIVE_INFINITY;
  for (const reader of readers) if (reader.cursor < slowest) slowest = reader.cursor;
  return slowest;
}

function connect(address: string, options: { stream: string; auth: unknown; after: number }, index: number) {
  const socket = new WebSocket(address, { perMessageDeflate: false });
  const reader: Reader = { socket, stream: options.stream, cursor: options.after, checked: index % 100 === 0 };
  readers.push(reader);
  return new Promise<void>((resolve, reject) => {
    socket.on("error", reject);
    socket.on("message", (data) => {
      const text = data.toString();
      if (text.startsWith("0")) socket.send(`40${JSON.stringify(options.auth)}`);
      else if (text === "2") socket.send("3");
      else if (text.startsWith("44")) reject(new Error(`refused: ${text}`));
      else if (text.startsWith('42["welcome"')) resolve();
      else if (text.startsWith('42["entries"')) receive(reader, text);
    });
  });
}

function receive(reader: Reader, text: string): void {
  frames += 1;
  const marker = text.lastIndexOf('"offset":');
  const offset = Number.parseInt(text.slice(marker + 9, marker + 24), 10);
  if (isTimed) latencies.push({ offset, at: epochMs() });
  if (reader.checked) check(reader, text);
  reader.cursor = offset;
}

function check(reader: Reader, text: string): void {
  const [, payload] = JSON.parse(text.slice(2)) as [string, { stream: string; entries: { offset: number }[] }];
  let expected = reader.cursor + 1;
  for (const entry of payload.entries) {
    if (payload.stream !== reader.stream || entry.offset !== expected) faults += 1;
    expected += 1;
  }
}
