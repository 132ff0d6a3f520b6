import { z } from "zod";
import type { Entry } from "./entry.ts";
import { limits } from "./limits.ts";
import type { ProblemCode } from "./problem.ts";
import { clientSignalTypes, type Signal } from "./signal.ts";
import { streamNameSchema } from "./stream-name.ts";

const offset = z.int().nonnegative();

/** The handshake's `auth`. Without a token the session cookie of the upgrade request decides. */
export const handshakeSchema = z.object({
  protocol: z.int(),
  token: z.string().min(1).max(4_096).optional(),
  cursors: z
    .record(streamNameSchema, offset)
    .refine((cursors) => Object.keys(cursors).length <= limits.handshakeCursors, {
      error: `holds more than ${limits.handshakeCursors} cursors`,
    })
    .optional(),
});

/** Codes of a refused handshake, in `connect_error`'s `data.code`. */
export const handshakeCodes = [
  "unauthenticated",
  "session-revoked",
  "session-expired",
  "origin-refused",
  "protocol-unsupported",
  "rate-limited",
] as const satisfies readonly ProblemCode[];
export type HandshakeCode = (typeof handshakeCodes)[number];

/** Client to server: each payload's schema. */
export const clientEventSchemas = {
  watch: z.object({ stream: streamNameSchema, after: offset.optional() }),
  unwatch: z.object({ stream: streamNameSchema }),
  read: z.object({ stream: streamNameSchema, after: offset, limit: z.int().min(1).max(limits.readEntries) }),
  signal: z.object({ stream: streamNameSchema, type: z.enum(clientSignalTypes), data: z.unknown() }),
  refresh: z.object({ token: z.string().min(1).max(4_096).optional() }),
} as const;

export type ClientEvent = keyof typeof clientEventSchemas;
export type ClientPayload<E extends ClientEvent> = z.input<(typeof clientEventSchemas)[E]>;

interface Answers {
  watch: { head: number };
  unwatch: Record<never, never>;
  read: { entries: Entry[]; head: number };
  signal: Record<never, never>;
  refresh: { expiresAt: string };
}
export type ClientAnswer<E extends ClientEvent> =
  | ({ ok: true } & Answers[E])
  | { ok: false; code: ProblemCode; message: string; field?: string; limit?: number };

export type SessionEndReason = "revoked" | "signed-out" | "expired" | "removed";
export type StreamHead = { stream: string; head: number };

export interface Welcome {
  protocol: number;
  sessionId: string;
  user: { id: string; name: string; email: string };
  org: { id: string; name: string };
  role: string;
  streams: StreamHead[];
  serverTime: string;
}

/** Server to client: the events that Socket.IO's types are inferred from. */
export interface ServerToClientEvents {
  welcome: (payload: Welcome) => void;
  entries: (payload: { stream: string; entries: Entry[]; replay?: true }) => void;
  "caught-up": (payload: { stream: string; offset: number }) => void;
  reset: (payload: StreamHead) => void;
  heads: (payload: Record<string, number>) => void;
  signal: (payload: Signal) => void;
  streams: (payload: { joined: StreamHead[]; left: string[] }) => void;
  "session-ended": (payload: { reason: SessionEndReason }) => void;
}

export type ClientToServerEvents = {
  [E in ClientEvent]: (payload: ClientPayload<E>, answer: (answer: ClientAnswer<E>) => void) => void;
};
