import type { Actor } from "#lib/domain/actor";
import type { Credentials } from "#server/auth/authenticator";
import type { StreamSocket } from "../delivery/stream-socket.ts";
import { type GatewaySocket, toStreamSocket } from "./gateway-socket.ts";

/** One admitted socket and what the server knows of it. */
export interface Connection {
  readonly id: string;
  readonly socket: GatewaySocket;
  readonly streamSocket: StreamSocket;
  actor: Actor;
  credentials: Credentials;
  expiresAt: Date | null;
  /** When its session's row was last looked at, by `Date.now()`. */
  checkedAt: number;
  /** Streams that the server joined, from its membership tables. */
  readonly joined: Set<string>;
  /** Streams that the client asked for and may see. */
  readonly watched: Set<string>;
  /** Grows when the actor changes, so that a check that waited meanwhile is made anew. */
  actorRevision: number;
}

/** A socket that the handshake admitted, with who it is. Throws for one that was not admitted. */
export function createConnection(socket: GatewaySocket): Connection {
  const { admission } = socket.data;
  if (admission === undefined) throw new Error(`socket ${socket.id} was not admitted by the handshake`);
  return {
    id: socket.id,
    socket,
    streamSocket: toStreamSocket(socket),
    actor: admission.authenticated.actor,
    credentials: admission.credentials,
    expiresAt: admission.authenticated.expiresAt,
    checkedAt: admission.checkedAt,
    joined: new Set(),
    watched: new Set(),
    actorRevision: 0,
  };
}

/** The session of a person, or the key: what ends all of its sockets at once. */
export function sessionIdOf(actor: Actor): string {
  return actor.kind === "user" ? actor.sessionId : actor.keyId;
}

/** The person or key behind a socket, as others see it. */
export function identityOf(actor: Actor): { id: string; name: string; email: string } {
  return actor.kind === "user"
    ? { id: actor.userId, name: actor.name, email: actor.email }
    : { id: actor.keyId, name: actor.name, email: "" };
}

/** True for a stream that the socket reads. */
export function readsStream(connection: Connection, stream: string): boolean {
  return connection.joined.has(stream) || connection.watched.has(stream);
}
