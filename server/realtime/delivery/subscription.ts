import type { StreamSocket } from "./stream-socket.ts";

/**
 * One socket's place in one stream.
 * - `live`: in the room, has everything up to the audience's `delivered`;
 * - `ahead`: the log gave it more than this replica has delivered; it waits outside the room until that is made up;
 * - `catching-up`: it gets pages of the log, outside the room;
 * - `stalled`: like catching up, but the log could not be read; the heartbeat tries again;
 * - `closed`: nothing is sent any more.
 */
export interface Subscription {
  readonly socket: StreamSocket;
  state: "live" | "ahead" | "catching-up" | "stalled" | "closed";
  /** The last offset that was sent; while live, the audience's `delivered` counts instead. */
  cursor: number;
}

/** A socket that has everything up to the cursor, and nothing of what follows yet. */
export function createSubscription(socket: StreamSocket, cursor: number): Subscription {
  return { socket, state: "catching-up", cursor };
}

/** True once the socket has unsubscribed or is gone: asked anew after every wait. */
export function isClosed(subscription: Subscription): boolean {
  return subscription.state === "closed" || !subscription.socket.isOpen();
}
