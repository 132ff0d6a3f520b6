import { createConnection, createServer, type Socket } from "node:net";

/** A TCP line to the server that can be cut: what a lost network is to a browser. */
export interface NetworkLine {
  readonly port: number;
  /** Breaks every connection and refuses new ones. */
  cut(): void;
  heal(): void;
  close(): Promise<void>;
}

/** Opens a line on a free loopback port that passes every byte on to `targetPort`. */
export async function openNetworkLine(targetPort: number): Promise<NetworkLine> {
  const sockets = new Set<Socket>();
  let isCut = false;

  const server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = createConnection(targetPort, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
    }
    join(near, far);
    join(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the line has no port");

  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: address.port,
    cut() {
      isCut = true;
      breakAll();
    },
    heal() {
      isCut = false;
    },
    close() {
      breakAll();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function join(from: Socket, to: Socket): void {
  from.pipe(to);
  // Either end's loss is the other's; an error is always followed by `close`.
  from.on("error", () => to.destroy());
  from.on("close", () => to.destroy());
}
