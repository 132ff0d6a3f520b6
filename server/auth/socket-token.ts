import { decode, encode } from "next-auth/jwt";
import { z } from "zod";

/** A socket token opens one handshake within this many seconds. */
export const socketTokenSeconds = 60;

// The key is derived from the secret and this salt, so that neither kind of token can be read as the other.
const salt = "signalbox.socket-token";

const claimsSchema = z.object({
  purpose: z.literal("socket"),
  sid: z.string().min(1),
  /** Milliseconds since 1970. Ours, because the library's own check forgives 15 seconds and reads its own clock. */
  until: z.int(),
});

export type SocketTokenReading =
  | { kind: "invalid" }
  | { kind: "expired" }
  | { kind: "session"; sessionId: string; expiresAt: Date };

/** Makes an encrypted token that names a session and serves for a handshake only. */
export async function issueSocketToken(
  sessionId: string,
  { secret, now }: { secret: string; now: Date },
): Promise<{ token: string; expiresAt: Date }> {
  const expiresAt = new Date(now.getTime() + socketTokenSeconds * 1_000);
  const token = await encode({
    token: { purpose: "socket", sid: sessionId, until: expiresAt.getTime() },
    secret,
    salt,
    maxAge: socketTokenSeconds,
  });
  return { token, expiresAt };
}

/** Reads a socket token. The session's row must still be asked. */
export async function readSocketToken(
  token: string,
  { secret, now }: { secret: string; now: Date },
): Promise<SocketTokenReading> {
  const payload = await decode({ token, secret, salt }).catch(() => null);
  const claims = claimsSchema.safeParse(payload);
  if (!claims.success) return { kind: "invalid" };
  const expiresAt = new Date(claims.data.until);
  if (expiresAt <= now) return { kind: "expired" };
  return { kind: "session", sessionId: claims.data.sid, expiresAt };
}
