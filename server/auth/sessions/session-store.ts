import { and, eq, isNull, lte } from "drizzle-orm";
import type { SessionEndReason } from "#lib/contract/socket";
import { streamName } from "#lib/contract/stream-name";
import type { Database } from "#server/db/database";
import { memberships, sessions, users } from "#server/db/schema";
import { newId } from "#server/ids";
import type { StreamLog } from "#server/streams/stream-log";
import type { Reach, SignInOrigin } from "../authenticator.ts";
import { findReaches, findSession, findSessionStates } from "./session-queries.ts";
import type { FoundSession, SessionState } from "./session-state.ts";

/** A session ends this many milliseconds after it started, however much it is used. */
const sessionLifetimeMs = 30 * 24 * 60 * 60 * 1_000;

/** Longest user agent that is kept, in characters. */
const userAgentLength = 500;

export interface StartedSession {
  sessionId: string;
  userId: string;
  name: string;
  email: string;
}

/** The sessions' rows: one a sign-in, and each of them decides. */
export interface SessionStore {
  /** Starts a session in the organization that the person joined first. Null for a member of none. */
  start(userId: string, method: string, origin: SignInOrigin): Promise<StartedSession | null>;
  find(sessionId: string): Promise<FoundSession>;
  states(sessionIds: readonly string[]): Promise<Map<string, SessionState>>;
  reaches(sessionIds: readonly string[]): Promise<Map<string, Reach>>;
  /** Marks the row and appends `session.ended`, together. False where it had ended before or never was. */
  end(sessionId: string, reason: SessionEndReason): Promise<boolean>;
  /** Notes that the session is used now, unless a use after `before` is noted already. */
  touch(sessionId: string, before: Date): Promise<void>;
}

/** Sessions on the database; starting or ending one tells the admins' stream in the same transaction. */
export function createSessionStore(deps: { db: Database; log: StreamLog; now: () => Date }): SessionStore {
  const { db, log, now } = deps;
  return {
    start: (userId, method, origin) => startSession(deps, userId, method, origin),
    find: (sessionId) => findSession(db, sessionId, now()),
    states: (sessionIds) => findSessionStates(db, sessionIds, now()),
    reaches: (sessionIds) => findReaches(db, sessionIds),
    end: (sessionId, reason) =>
      log.transaction(async (transaction) => {
        const [ended] = await transaction.db
          .update(sessions)
          .set({ endedAt: now(), endReason: reason })
          .from(users)
          .where(and(eq(sessions.id, sessionId), isNull(sessions.endedAt), eq(users.id, sessions.userId)))
          .returning({ orgId: sessions.orgId, user: { id: users.id, name: users.name } });
        if (ended === undefined) return false;
        transaction.append(streamName("admins", ended.orgId), {
          type: "session.ended",
          source: `/orgs/${ended.orgId}/sessions/${sessionId}`,
          data: { sessionId, user: ended.user, reason },
        });
        return true;
      }),
    async touch(sessionId, before) {
      await db
        .update(sessions)
        .set({ lastSeenAt: now() })
        .where(and(eq(sessions.id, sessionId), lte(sessions.lastSeenAt, before)));
    },
  };
}

function startSession(
  { log, now }: { log: StreamLog; now: () => Date },
  userId: string,
  method: string,
  origin: SignInOrigin,
): Promise<StartedSession | null> {
  return log.transaction(async (transaction) => {
    const [member] = await transaction.db
      .select({ orgId: memberships.orgId, name: users.name, email: users.email })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(eq(memberships.userId, userId))
      .orderBy(memberships.createdAt, memberships.orgId)
      .limit(1);
    if (member === undefined) return null;

    const { orgId, name, email } = member;
    const sessionId = newId("ses");
    const createdAt = now();
    await transaction.db.insert(sessions).values({
      id: sessionId,
      userId,
      orgId,
      method,
      address: origin.address ?? null,
      userAgent: origin.userAgent?.slice(0, userAgentLength) ?? null,
      createdAt,
      lastSeenAt: createdAt,
      expiresAt: new Date(createdAt.getTime() + sessionLifetimeMs),
    });
    transaction.append(streamName("admins", orgId), {
      type: "session.started",
      source: `/orgs/${orgId}/sessions/${sessionId}`,
      data: {
        sessionId,
        user: { id: userId, name },
        method,
        ...(origin.address === undefined ? {} : { address: origin.address }),
      },
    });
    return { sessionId, userId, name, email };
  });
}
