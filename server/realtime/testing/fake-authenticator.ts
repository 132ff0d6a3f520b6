import { type Refusal, refuse } from "#lib/contract/problem";
import type { SessionEndReason } from "#lib/contract/socket";
import type { Actor, UserActor } from "#lib/domain/actor";
import type { Authenticated, Authenticator, Credentials, Reach } from "#server/auth/authenticator";

/** An authenticator whose rows are a map: a token, or the cookie `session=<token>`, names its row. */
export interface FakeAuthenticator extends Authenticator {
  readonly rows: Map<string, FakeRow>;
  /** Ends a session in the rows only, as another replica whose message was lost would. */
  endSilently(sessionId: string, reason: SessionEndReason): void;
}

export interface FakeRow {
  actor: Actor;
  expiresAt: Date | null;
  endReason: SessionEndReason | null;
}

/** Several of them on one `rows` are the authenticators of several replicas. */
export function createFakeAuthenticator(
  rows = new Map<string, FakeRow>(),
  publishEnd: (sessionId: string, reason: SessionEndReason) => void = () => {},
): FakeAuthenticator {
  const listeners = new Set<(sessionId: string, reason: SessionEndReason) => void>();

  function rowsOf(sessionId: string): FakeRow[] {
    return [...rows.values()].filter(({ actor }) => actor.kind === "user" && actor.sessionId === sessionId);
  }

  function endSilently(sessionId: string, reason: SessionEndReason): void {
    for (const row of rowsOf(sessionId)) row.endReason = reason;
  }

  return {
    rows,
    endSilently,
    async authenticate({ token, cookie }: Credentials) {
      const row = rows.get(token ?? /(?:^|; )session=([^;]+)/.exec(cookie ?? "")?.[1] ?? "");
      return row === undefined ? refuse("unauthenticated", "no such session") : look(row);
    },
    async resume(sessionId) {
      const [row] = rowsOf(sessionId);
      if (row === undefined || row.actor.kind !== "user") return refuse("unauthenticated", "no such session");
      const looked = look(row);
      return looked.ok ? { ok: true, value: { actor: row.actor, expiresAt: row.expiresAt } } : looked;
    },
    async endSession(sessionId, reason) {
      endSilently(sessionId, reason);
      for (const listener of listeners) listener(sessionId, reason);
      publishEnd(sessionId, reason);
      return { ended: true };
    },
    async endedAmong(sessionIds) {
      const ended = new Map<string, SessionEndReason>();
      for (const id of sessionIds) {
        const reason = rowsOf(id)[0]?.endReason;
        if (reason != null) ended.set(id, reason);
      }
      return ended;
    },
    async reachesOf(sessionIds) {
      const reaches = new Map<string, Reach>();
      for (const id of sessionIds) {
        const row = rowsOf(id)[0];
        if (row?.actor.kind === "user" && row.endReason === null) reaches.set(id, row.actor);
      }
      return reaches;
    },
    onSessionEnded(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    user: () => notFaked("user"),
    signIn: () => notFaked("signIn"),
    issueSocketToken: () => notFaked("issueSocketToken"),
  };
}

function look(row: FakeRow): { ok: true; value: Authenticated } | Refusal {
  if (row.endReason !== null) return refuse("session-revoked", "the session was ended");
  if (row.expiresAt !== null && row.expiresAt <= new Date()) return refuse("session-expired", "the session ran out");
  return { ok: true, value: { actor: row.actor, expiresAt: row.expiresAt } };
}

async function notFaked(name: string): Promise<never> {
  throw new Error(`the fake authenticator has no ${name}`);
}

/** A person of the organization Acme unless told otherwise. */
export function person(changes: Partial<UserActor> = {}): UserActor {
  return {
    kind: "user",
    userId: "usr_olga",
    name: "Olga Operator",
    email: "operator@acme.test",
    sessionId: "ses_olga",
    orgId: "org_acme",
    orgName: "Acme",
    role: "operator",
    teamIds: ["team_research"],
    ...changes,
  };
}
