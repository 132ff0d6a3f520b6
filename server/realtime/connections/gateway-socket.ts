import type { DefaultEventsMap, Server, Socket } from "socket.io";
import type { ClientToServerEvents, ServerToClientEvents } from "#lib/contract/socket";
import type { Authenticated, Credentials } from "#server/auth/authenticator";
import type { StreamSocket } from "../delivery/stream-socket.ts";

/** What the handshake found out; there for every socket that reaches `connection`. */
export interface Admission {
  authenticated: Authenticated;
  credentials: Credentials;
  cursors: Readonly<Record<string, number>>;
  /** When the session's row was looked at, by `Date.now()`: what ended later is heard by the registry. */
  checkedAt: number;
}

export interface GatewaySocketData {
  admission?: Admission;
}

export type GatewaySocket = Socket<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, GatewaySocketData>;
export type GatewayServer = Server<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, GatewaySocketData>;

/** Shows a Socket.IO socket to the stream hub. */
export function toStreamSocket(socket: GatewaySocket): StreamSocket {
  return {
    id: socket.id,
    isOpen: () => socket.connected,
    unsentBytes: () => unsentBytes(socket),
    send(event, payload) {
      // The hub's events are three of the server's; Socket.IO's overloads cannot follow the generic.
      if (socket.connected) (socket.emit as (event: string, payload: unknown) => boolean).call(socket, event, payload);
    },
    join: (room) => void socket.join(room),
    leave: (room) => void socket.leave(room),
  };
}

/**
 * What the types of engine.io 6 hide and rule S10 needs: packets wait in `writeBuffer` while the transport is busy;
 * what the transport took waits in the WebSocket (`bufferedAmount`, the kernel's refusal counted in).
 */
interface EngineInternals {
  writeBuffer: readonly { data?: string | Buffer }[];
  transport: { socket?: { bufferedAmount?: number; terminate?: () => void } };
}

/** Memory of a waiting packet beside its data, roughly: so that many small packets count, too. */
const packetOverheadBytes = 100;

function unsentBytes(socket: GatewaySocket): number {
  const { writeBuffer, transport } = internals(socket);
  let bytes = transport.socket?.bufferedAmount ?? 0;
  for (const { data } of writeBuffer) bytes += (data?.length ?? 0) + packetOverheadBytes;
  return bytes;
}

/** Drops the connection together with what was not sent: for one whose reader does not let it close. */
export function terminate(socket: GatewaySocket): void {
  const { transport } = internals(socket);
  if (transport.socket?.terminate !== undefined) transport.socket.terminate();
  else socket.conn.close(true);
}

function internals(socket: GatewaySocket): EngineInternals {
  return socket.conn as unknown as EngineInternals;
}
