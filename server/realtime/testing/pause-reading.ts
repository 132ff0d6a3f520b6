import type { Socket as NetSocket } from "node:net";
import type { TestSocket } from "./start-replicas.ts";

/** Makes a client stop reading its network, as a stuck browser would; answers how to go on. */
export function pauseReading(socket: TestSocket): () => void {
  // The `ws` socket below Socket.IO's client in Node.js, and the TCP socket below that.
  const transport = socket.io.engine.transport as unknown as { ws: { _socket: NetSocket } };
  transport.ws._socket.pause();
  return () => void transport.ws._socket.resume();
}
