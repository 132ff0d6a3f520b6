import type { Result } from "#lib/contract/problem";
import type { SessionEndReason } from "#lib/contract/socket";
import type { Actor, UserActor } from "#lib/domain/actor";

/** What a request brings along to say who it is. */
export interface Credentials {
  /** The whole `Cookie` header. */
  cookie?: string | undefined;
  /** A bearer token or the handshake's: an API key (`sbx_…`) or a socket token. */
  token?: string | undefined;
}

export interface Authenticated<A extends Actor = Actor> {
  actor: A;
  /** When the session, or the short-lived token, runs out; null for an API key without an end. */
  expiresAt: Date | null;
}

/** What memberships give a person; `teamIds` are in order. */
export type Reach = Pick<UserActor, "role" | "teamIds">;

/** Where a sign-in comes from. */
export interface SignInOrigin {
  address?: string | undefined;
  userAgent?: string | undefined;
}

/** Who is asking? Every answer comes from the session's or the key's row, never from the token alone. */
export interface Authenticator {
  /** Refuses with `unauthenticated`, `session-revoked` or `session-expired`. Socket tokens are taken where allowed. */
  authenticate(credentials: Credentials): Promise<Result<Authenticated>>;
  /**
   * The person behind a session, by its row alone: for a socket that was let in before and whose memberships changed.
   * Refuses as `authenticate` does.
   */
  resume(sessionId: string): Promise<Result<Authenticated<UserActor>>>;
  /** The signed-in person behind a page's cookie, or null. */
  user(cookie: string | undefined): Promise<UserActor | null>;
  /** Checks a password and starts a session. Refuses with `wrong-credentials`, `rate-limited`, or `forbidden` (member of none). */
  signIn(
    input: { email: string; password: string },
    origin: SignInOrigin,
  ): Promise<Result<{ sessionId: string; userId: string; name: string; email: string }>>;
  /** Ends a session: marks the row, appends `session.ended`, then tells every listener and the bus. Idempotent. */
  endSession(sessionId: string, reason: SessionEndReason): Promise<{ ended: boolean }>;
  /** A token for one socket handshake within the next minute, bound to the session. */
  issueSocketToken(actor: UserActor): Promise<{ token: string; expiresAt: Date }>;
  /** Which of these sessions have ended or run out? The sweep behind revocation. */
  endedAmong(sessionIds: readonly string[]): Promise<Map<string, SessionEndReason>>;
  /**
   * What the people of these sessions may reach at this moment, without those that have ended: the sweep behind
   * changed memberships.
   */
  reachesOf(sessionIds: readonly string[]): Promise<Map<string, Reach>>;
  /** Hears of sessions that this process ended, after the commit. */
  onSessionEnded(listener: (sessionId: string, reason: SessionEndReason) => void): () => void;
}
