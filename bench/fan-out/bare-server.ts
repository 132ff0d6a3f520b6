import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { epochMs, heldBytes, serveRequests } from "../support/child.ts";
import { sampleEntry } from "./sample-entry.ts";

/** The baseline: Socket.IO as one would write it, one emit an event to a room, nothing stored. */
const http = createServer();
const io = new Server(http, { serveClient: false, transports: ["websocket"], perMessageDeflate: false });
io.on("connection", (socket) => {
  void socket.join("room");
  socket.emit("welcome", {});
});
const sentAt: number[] = [];
let offset = 0;

serveRequests({
  listen: async () => {
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, auth: {}, stream: "bench", head: 0 };
  },
  emit: (count: number) => {
    for (let index = 0; index < count; index += 1) {
      offset += 1;
      sentAt[offset] = epochMs();
      io.to("room").emit("entries", { stream: "bench", entries: [sampleEntry("bench", offset)] });
    }
    return offset;
  },
  sentAt: () => sentAt,
  memory: () => heldBytes(),
});
