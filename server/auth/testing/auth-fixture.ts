import { encode } from "next-auth/jwt";
import pino from "pino";
import type { Entry } from "#lib/contract/entry";
import type { UserActor } from "#lib/domain/actor";
import type { Database } from "#server/db/database";
import { type SeededOrganization, seedDemoPeople } from "#server/demo/people";
import { newId } from "#server/ids";
import { createStreamLog } from "#server/streams/postgres-stream-log";
import type { StreamLog } from "#server/streams/stream-log";
import { createAuthenticator, type LocalAuthenticator } from "../create-authenticator.ts";

/** A database with the demo's people, an authenticator and a clock that tests move. */
export interface AuthFixture {
  db: Database;
  log: StreamLog;
  authenticator: LocalAuthenticator;
  acme: SeededOrganization;
  globex: SeededOrganization;
  now: () => Date;
  advance(milliseconds: number): void;
  /** Signs in and returns the cookie that NextAuth would set. */
  signIn(email: string): Promise<{ sessionId: string; cookie: string }>;
  actor(cookie: string): Promise<UserActor>;
  cookieFor(sessionId: string): Promise<string>;
  /** What an organization's admins heard, oldest first. */
  heard(organization: SeededOrganization): Promise<Entry[]>;
  close(): Promise<void>;
}

export const fixturePassword = "four words of tests";
export const fixtureSecret = "a secret of the tests that is long enough";
export const fixtureOrigin = { address: "203.0.113.7", userAgent: "test agent" };

export async function createAuthFixture(db: Database): Promise<AuthFixture> {
  let time = Date.now();
  const now = () => new Date(time);
  const logger = pino({ level: "silent" });
  const log = createStreamLog({ db, now, newId: () => newId("evt"), logger });
  const [acme, globex] = await seedDemoPeople({ db, password: fixturePassword, now });
  if (acme === undefined || globex === undefined) throw new Error("the demo has two organizations");
  const publicUrl = "http://localhost:3000";
  const authenticator = createAuthenticator({ db, log, secret: fixtureSecret, publicUrl, logger, now });

  const cookieFor = async (sessionId: string) =>
    `next-auth.session-token=${await encode({ token: { sid: sessionId }, secret: fixtureSecret })}`;

  return {
    db,
    log,
    authenticator,
    acme,
    globex,
    now,
    advance: (milliseconds) => {
      time += milliseconds;
    },
    async signIn(email) {
      const answer = await authenticator.signIn({ email, password: fixturePassword }, fixtureOrigin);
      if (!answer.ok) throw new Error(`${email} could not sign in: ${answer.code}`);
      return { sessionId: answer.value.sessionId, cookie: await cookieFor(answer.value.sessionId) };
    },
    async actor(cookie) {
      const actor = await authenticator.user(cookie);
      if (actor === null) throw new Error("the cookie names no live session");
      return actor;
    },
    cookieFor,
    async heard(organization) {
      return (await log.read(`admins:${organization.orgId}`, { after: 0, limit: 1_000 })).entries;
    },
    async close() {
      await authenticator.close();
      await log.close();
    },
  };
}
