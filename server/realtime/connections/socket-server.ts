import type { Server as HttpServer } from "node:http";
import { Server } from "socket.io";
import { isOriginAllowed } from "#server/web/origin";
import type { GatewayServer } from "./gateway-socket.ts";

/** Largest frame of a client, in bytes; Socket.IO closes the connection of a larger one. */
const largestFrameBytes = 1_000_000;

/** Attaches Socket.IO to the HTTP server, the way decision 0020 says. */
export function createSocketServer(
  httpServer: HttpServer,
  options: { allowedOrigins: readonly string[]; onOriginRefused: () => void },
): GatewayServer {
  const { allowedOrigins, onOriginRefused } = options;
  return new Server(httpServer, {
    path: "/socket.io/",
    serveClient: false,
    // Entries are small and many; deflate costs far more time and memory a connection than it saves.
    perMessageDeflate: false,
    // Other upgrades on the same server (the pages' development socket, raw stream sockets) have owners of their own.
    destroyUpgrade: false,
    maxHttpBufferSize: largestFrameBytes,
    cors: { origin: [...allowedOrigins], credentials: true },
    allowRequest(request, decide) {
      const isAllowed = isOriginAllowed(request.headers, allowedOrigins);
      if (!isAllowed) onOriginRefused();
      decide(isAllowed ? null : "origin-refused", isAllowed);
    },
    // A connection that says nothing after its upgrade.
    connectTimeout: 10_000,
    // Both sides know within half a minute that the other is gone.
    pingInterval: 10_000,
    pingTimeout: 20_000,
    // No connectionStateRecovery: it writes missed packets before any middleware has run.
  });
}
