import type { StreamEvents, StreamSocket } from "../delivery/stream-socket.ts";

/** A socket of the hub that keeps what it was sent, and reads as slowly as it is told. */
export interface FakeStreamSocket extends StreamSocket {
  readonly received: { event: keyof StreamEvents; payload: StreamEvents[keyof StreamEvents] }[];
  unsent: number;
  isConnected: boolean;
}

/** Rooms and sockets as Socket.IO has them, without a network. */
export function createFakeRooms() {
  const rooms = new Map<string, Set<FakeStreamSocket>>();
  let count = 0;
  return {
    broadcast(room: string, payload: StreamEvents["entries"]): void {
      for (const socket of rooms.get(room) ?? []) socket.send("entries", payload);
    },
    connect(): FakeStreamSocket {
      count += 1;
      const socket: FakeStreamSocket = {
        id: `sock_${count}`,
        received: [],
        unsent: 0,
        isConnected: true,
        isOpen: () => socket.isConnected,
        unsentBytes: () => socket.unsent,
        send: (event, payload) => void socket.received.push({ event, payload }),
        join: (room) => void rooms.set(room, (rooms.get(room) ?? new Set()).add(socket)),
        leave: (room) => void rooms.get(room)?.delete(socket),
      };
      return socket;
    },
  };
}

/** The offsets that a socket was sent of one stream, in order. */
export function offsetsOf(socket: FakeStreamSocket): number[] {
  return socket.received.flatMap(({ event, payload }) =>
    event === "entries" ? (payload as StreamEvents["entries"]).entries.map(({ offset }) => offset) : [],
  );
}
