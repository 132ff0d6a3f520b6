import { io, type Socket } from "socket.io-client";
import type { Entry } from "#lib/contract/entry";
import { protocolVersion } from "#lib/contract/limits";
import type { ClientAnswer, ClientToServerEvents, ServerToClientEvents, Welcome } from "#lib/contract/socket";
import type { Person } from "./person.ts";

/** A bare client of the socket with somebody's session: what a program could get that wants more than the page shows. */
export interface RawSocket {
  readonly welcome: Welcome;
  /** Every entry that arrived, of whatever stream. */
  readonly entries: readonly Entry[];
  /** Why the server ended the session; null while it has not. */
  endedBy(): string | null;
  isConnected(): boolean;
  watch(stream: string, after?: number): Promise<ClientAnswer<"watch">>;
  close(): void;
}

/** Connects with the session cookie of a person's browser; rejects with the code of a refused handshake. */
export async function connectRawSocket(person: Person): Promise<RawSocket> {
  const cookies = await person.context.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(person.url, {
    transports: ["websocket"],
    reconnection: false,
    forceNew: true,
    auth: { protocol: protocolVersion },
    extraHeaders: { cookie, origin: person.url },
  });
  const entries: Entry[] = [];
  let ended: string | null = null;
  socket.on("entries", (frame) => entries.push(...frame.entries));
  socket.on("session-ended", ({ reason }) => {
    ended = reason;
  });
  const welcome = await new Promise<Welcome>((resolve, reject) => {
    socket.once("welcome", resolve);
    socket.once("connect_error", reject);
  });
  return {
    welcome,
    entries,
    endedBy: () => ended,
    isConnected: () => socket.connected,
    watch: (stream, after) =>
      // The schema has made sure of the name on the server; here a wrong one is part of the test.
      socket.emitWithAck("watch", { stream: stream as "system", ...(after === undefined ? {} : { after }) }),
    close: () => socket.close(),
  };
}
