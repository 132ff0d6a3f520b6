import type { ServerToClientEvents } from "#lib/contract/socket";

/** The events that carry a stream to a reader. */
export interface StreamEvents {
  entries: Parameters<ServerToClientEvents["entries"]>[0];
  "caught-up": Parameters<ServerToClientEvents["caught-up"]>[0];
  reset: Parameters<ServerToClientEvents["reset"]>[0];
}

/** What the stream hub needs of a connected socket. */
export interface StreamSocket {
  readonly id: string;
  /** False for good once the connection is closed, or is being closed by us. */
  isOpen(): boolean;
  /** Bytes that were written and not yet taken by the network (rule S10). */
  unsentBytes(): number;
  send<E extends keyof StreamEvents>(event: E, payload: StreamEvents[E]): void;
  join(room: string): void;
  leave(room: string): void;
}

/** Sends one frame to every socket of a room of this replica, encoded once. */
export type BroadcastEntries = (room: string, payload: StreamEvents["entries"]) => void;
