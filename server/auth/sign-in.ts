import { eq } from "drizzle-orm";
import type { EntryDraft } from "#lib/contract/entry";
import { ok, type Result, refuse } from "#lib/contract/problem";
import { streamName } from "#lib/contract/stream-name";
import type { Database } from "#server/db/database";
import { memberships, users } from "#server/db/schema";
import type { StreamLog } from "#server/streams/stream-log";
import type { SignInOrigin } from "./authenticator.ts";
import type { DeferredWrites } from "./deferred-writes.ts";
import { isPassword, passwordLength } from "./password.ts";
import type { SessionStore, StartedSession } from "./sessions/session-store.ts";
import type { SignInAdmission, SignInLimits } from "./sign-in-limits.ts";

/** Longest address of an account (RFC 5321: 64 + "@" + 255), and what `auth.failed` may carry. */
const emailLength = 320;

interface SignInDeps {
  db: Database;
  log: StreamLog;
  limits: SignInLimits;
  sessions: SessionStore;
  deferred: DeferredWrites;
}

/**
 * Checks an account's password and starts a session. An unknown account, one without a password and a wrong password
 * are answered alike, after the same work. Refuses with `wrong-credentials`, `rate-limited`, or `forbidden` for an
 * account that is a member of no organization.
 */
export async function signIn(
  deps: SignInDeps,
  input: { email: string; password: string },
  origin: SignInOrigin,
): Promise<Result<StartedSession>> {
  const email = input.email.trim().toLowerCase();
  if (email.length > emailLength || input.password.length > passwordLength) return wrongCredentials();
  const attempt = { email, address: origin.address };

  const admission = await deps.limits.admit(attempt);
  if (!admission.admitted) {
    if (admission.first) reportFailure(deps, email, "rate-limited", origin);
    return rateLimited(admission);
  }

  const [user] = await deps.db
    .select({ id: users.id, passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.email, email));
  const matches = await isPassword(user?.passwordHash ?? null, input.password);
  if (user === undefined || !matches) {
    reportFailure(deps, email, "wrong-credentials", origin);
    return wrongCredentials();
  }

  await deps.limits.succeeded(attempt);
  const session = await deps.sessions.start(user.id, "credentials", origin);
  return session === null ? refuse("forbidden", "This account is not a member of any organization.") : ok(session);
}

/** Not awaited: the write happens for accounts that exist only, and the answer's time must not tell which do. */
function reportFailure(deps: SignInDeps, email: string, reason: string, origin: SignInOrigin): void {
  deps.deferred.defer("auth.failed", async () => {
    const orgs = await deps.db
      .select({ id: memberships.orgId })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(eq(users.email, email));
    if (orgs.length === 0) return;
    await deps.log.append(
      orgs.map((org) => ({ stream: streamName("admins", org.id), draft: failure(org.id, email, reason, origin) })),
    );
  });
}

function failure(orgId: string, account: string, reason: string, origin: SignInOrigin): EntryDraft<"auth.failed"> {
  const address = origin.address === undefined ? {} : { address: origin.address };
  return { type: "auth.failed", source: `/orgs/${orgId}/sign-in`, data: { account, reason, ...address } };
}

function wrongCredentials() {
  return refuse("wrong-credentials", "That email and password do not belong together.");
}

function rateLimited(admission: Extract<SignInAdmission, { admitted: false }>) {
  const minutes = Math.ceil(admission.retryAfterSeconds / 60);
  const wait = minutes === 1 ? "a minute" : `${minutes} minutes`;
  return refuse("rate-limited", `Too many failed sign-ins. Try again in ${wait}.`, { limit: admission.limit });
}
