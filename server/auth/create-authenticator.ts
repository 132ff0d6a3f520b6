import type { Logger } from "pino";
import { ok, type Result, refuse } from "#lib/contract/problem";
import type { SessionEndReason } from "#lib/contract/socket";
import type { UserActor } from "#lib/domain/actor";
import type { Database } from "#server/db/database";
import type { StreamLog } from "#server/streams/stream-log";
import { apiKeyPrefix, findApiKey, isUseWorthNoting, noteUse } from "./api-keys.ts";
import type { Authenticated, Authenticator, SignInOrigin } from "./authenticator.ts";
import { createDeferredWrites } from "./deferred-writes.ts";
import { readSessionCookie } from "./sessions/session-cookie.ts";
import { createSessionStore, type StartedSession } from "./sessions/session-store.ts";
import { createSharedLookup } from "./shared-lookup.ts";
import { signIn } from "./sign-in.ts";
import { createSignInLimits } from "./sign-in-limits.ts";
import { issueSocketToken, readSocketToken } from "./socket-token.ts";

/** `lastSeenAt` is exact to this many milliseconds: a write a request would cost more than it tells. */
const lastSeenStepMs = 60_000;

/** What the server's own wiring needs beyond the port. */
export interface LocalAuthenticator extends Authenticator {
  /** Starts a session for somebody whom another provider has identified. Refuses with `forbidden` a member of none. */
  startSession(userId: string, method: string, origin: SignInOrigin): Promise<Result<StartedSession>>;
  /** Waits for deferred writes; call it before the log and the database close. */
  close(): Promise<void>;
}

export interface AuthenticatorDeps {
  db: Database;
  log: StreamLog;
  /** Signs cookies and socket tokens; NextAuth must have the same. */
  secret: string;
  /** The address people open: decides which cookie name counts. */
  publicUrl: string;
  logger: Logger;
  now: () => Date;
}

/** Answers who is asking. Nothing is cached: no answer is older than its question. */
export function createAuthenticator(deps: AuthenticatorDeps): LocalAuthenticator {
  const { db, log, secret, logger, now } = deps;
  const secureOnly = deps.publicUrl.startsWith("https://");
  const sessions = createSessionStore({ db, log, now });
  const limits = createSignInLimits();
  const deferred = createDeferredWrites({ logger });
  const listeners = new Set<(sessionId: string, reason: SessionEndReason) => void>();

  async function endSession(sessionId: string, reason: SessionEndReason): Promise<{ ended: boolean }> {
    const ended = await sessions.end(sessionId, reason);
    if (ended) tell(sessionId, reason);
    return { ended };
  }

  function tell(sessionId: string, reason: SessionEndReason): void {
    for (const listener of listeners) {
      try {
        listener(sessionId, reason);
      } catch (error) {
        // The session has ended; one listener's failure must not keep the others from closing its sockets.
        logger.error({ err: error, sessionId }, "a listener of ended sessions failed");
      }
    }
  }

  async function authenticateSession(sessionId: string): Promise<Result<Authenticated<UserActor>>> {
    const found = await sessions.find(sessionId);
    switch (found.kind) {
      case "unknown":
        return refuse("unauthenticated", "This session does not exist. Sign in.");
      case "overdue":
        await endSession(sessionId, found.reason);
        return refuseEnded(found.reason);
      case "ended":
        return refuseEnded(found.reason);
      case "live": {
        const before = new Date(now().getTime() - lastSeenStepMs);
        if (found.lastSeenAt <= before) deferred.defer("lastSeenAt", () => sessions.touch(sessionId, before));
        return ok({ actor: found.actor, expiresAt: found.expiresAt });
      }
      default:
        return found satisfies never;
    }
  }

  async function authenticateCookie(cookie: string | undefined): Promise<Result<Authenticated<UserActor>>> {
    const reading = await readSessionCookie(cookie, { secret, secureOnly });
    switch (reading.kind) {
      case "absent":
        return refuse("unauthenticated", "Sign in, or send an API key.");
      case "invalid":
        return refuse("unauthenticated", "The session cookie is not one of ours. Sign in again.");
      case "expired":
        return refuseEnded("expired");
      case "session":
        return authenticateSession(reading.sessionId);
      default:
        return reading satisfies never;
    }
  }

  async function authenticateSocketToken(token: string): Promise<Result<Authenticated>> {
    const reading = await readSocketToken(token, { secret, now: now() });
    if (reading.kind === "invalid") return refuse("unauthenticated", "The token is not one of ours.");
    if (reading.kind === "expired") return refuse("unauthenticated", "The token has run out: get a new one.");
    const session = await authenticateSession(reading.sessionId);
    if (!session.ok) return session;
    return ok({ ...session.value, expiresAt: reading.expiresAt });
  }

  const findKey = createSharedLookup((key) => findApiKey(db, key, now()));

  async function authenticateKey(key: string): Promise<Result<Authenticated>> {
    const found = await findKey(key);
    if (found === null) return refuse("unauthenticated", "The API key is unknown, revoked or expired.");
    const { actor, expiresAt } = found;
    if (isUseWorthNoting(found, now())) deferred.defer("lastUsedAt", () => noteUse(db, actor.keyId, now()));
    return ok({ actor, expiresAt });
  }

  return {
    authenticate({ cookie, token }) {
      if (token === undefined) return authenticateCookie(cookie);
      return token.startsWith(apiKeyPrefix) ? authenticateKey(token) : authenticateSocketToken(token);
    },
    resume: authenticateSession,
    async user(cookie) {
      const answer = await authenticateCookie(cookie);
      return answer.ok ? answer.value.actor : null;
    },
    signIn: (input, origin) => signIn({ db, log, limits, sessions, deferred }, input, origin),
    async startSession(userId, method, origin) {
      const session = await sessions.start(userId, method, origin);
      return session === null ? refuse("forbidden", "This account is not a member of any organization.") : ok(session);
    },
    endSession,
    issueSocketToken: (actor) => issueSocketToken(actor.sessionId, { secret, now: now() }),
    async endedAmong(sessionIds) {
      const ended = new Map<string, SessionEndReason>();
      for (const [sessionId, state] of await sessions.states(sessionIds)) {
        if (state.kind === "live") continue;
        // A session without a row, such as one deleted with its user, has nothing left to mark.
        ended.set(sessionId, state.kind === "unknown" ? "removed" : state.reason);
        if (state.kind === "overdue") await endSession(sessionId, state.reason);
      }
      return ended;
    },
    reachesOf: (sessionIds) => sessions.reaches(sessionIds),
    onSessionEnded(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => deferred.close(),
  };
}

function refuseEnded(reason: SessionEndReason) {
  return reason === "expired"
    ? refuse("session-expired", "The session has run out. Sign in again.")
    : refuse("session-revoked", "The session was ended. Sign in again.");
}
