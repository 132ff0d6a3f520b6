import { eq } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiKeys, teams } from "#server/db/schema";
import { type OpenTestDatabase, testDatabases } from "#server/testing/test-databases";
import { createApiKey, type NewApiKey, revokeApiKey } from "./api-keys.ts";
import { type AuthFixture, createAuthFixture, fixtureSecret } from "./testing/auth-fixture.ts";

const minute = 60_000;

describe.each(testDatabases)("tokens on $name", ({ open }) => {
  let database: OpenTestDatabase;
  let auth: AuthFixture;

  beforeAll(async () => {
    database = await open();
    auth = await createAuthFixture(database.db);
  });
  afterAll(async () => {
    await auth.close();
    await database.close();
  });

  const authenticate = (token: string, cookie?: string) => auth.authenticator.authenticate({ token, cookie });

  describe("a socket token", () => {
    it("is its session's person for one minute", async () => {
      const { cookie } = await auth.signIn("operator@acme.test");
      const actor = await auth.actor(cookie);
      const { token, expiresAt } = await auth.authenticator.issueSocketToken(actor);
      expect(expiresAt).toEqual(new Date(auth.now().getTime() + minute));
      expect(await authenticate(token)).toEqual({ ok: true, value: { actor, expiresAt } });
      auth.advance(minute);
      expect(await authenticate(token)).toMatchObject({ ok: false, code: "unauthenticated" });
    });

    it("is refused once its session has ended", async () => {
      const { cookie, sessionId } = await auth.signIn("operator@acme.test");
      const { token } = await auth.authenticator.issueSocketToken(await auth.actor(cookie));
      await auth.authenticator.endSession(sessionId, "revoked");
      expect(await authenticate(token)).toMatchObject({ ok: false, code: "session-revoked" });
    });

    it("cannot serve as a cookie, nor a cookie as a token", async () => {
      const { cookie, sessionId } = await auth.signIn("operator@acme.test");
      const { token } = await auth.authenticator.issueSocketToken(await auth.actor(cookie));
      const refused = { ok: false, code: "unauthenticated" };
      expect(await auth.authenticator.authenticate({ cookie: `next-auth.session-token=${token}` })).toMatchObject(
        refused,
      );
      const cookieToken = await encode({ token: { sid: sessionId }, secret: fixtureSecret });
      expect(await authenticate(cookieToken)).toMatchObject(refused);
    });

    it("that is wrong is not made good by a cookie beside it", async () => {
      const { cookie } = await auth.signIn("operator@acme.test");
      expect(await authenticate("garbage", cookie)).toMatchObject({ ok: false, code: "unauthenticated" });
      expect(await authenticate("sbx_garbage", cookie)).toMatchObject({ ok: false, code: "unauthenticated" });
    });
  });

  describe("an API key", () => {
    const make = async (more: Partial<NewApiKey> = {}) => {
      const input: NewApiKey = {
        orgId: auth.acme.orgId,
        teamId: null,
        name: "Ingest",
        scopes: ["events:write"],
        expiresAt: null,
      };
      const made = await createApiKey(auth, { ...input, ...more });
      if (!made.ok) throw new Error(made.message);
      return made.value;
    };
    const rowOf = async (id: string) => (await auth.db.select().from(apiKeys).where(eq(apiKeys.id, id)))[0];

    it("acts for its organization within its scopes", async () => {
      const { id, key } = await make({ scopes: ["events:write", "runs:read", "runs:read"] });
      expect(key).toMatch(/^sbx_[A-Za-z0-9_-]{43}$/);
      expect(await authenticate(key)).toEqual({
        ok: true,
        value: {
          actor: {
            kind: "api-key",
            keyId: id,
            name: "Ingest",
            orgId: auth.acme.orgId,
            orgName: "Acme",
            teamId: null,
            scopes: ["events:write", "runs:read"],
          },
          expiresAt: null,
        },
      });
    });

    it("may act for one team", async () => {
      const teamId = auth.acme.teamIds.Support ?? "";
      const { key } = await make({ teamId });
      expect(await authenticate(key)).toMatchObject({ ok: true, value: { actor: { teamId } } });
    });

    it("is stored as a digest only", async () => {
      const { id, key, prefix } = await make();
      const stored = JSON.stringify(await rowOf(id));
      expect(stored).not.toContain(key);
      expect(stored).not.toContain(key.slice(prefix.length));
      expect(await rowOf(id)).toMatchObject({
        prefix: key.slice(0, 10),
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    });

    it("is refused when it is unknown, changed, revoked or expired", async () => {
      const refused = { ok: false, code: "unauthenticated" };
      const { id, key } = await make();
      expect(await authenticate("sbx_")).toMatchObject(refused);
      expect(await authenticate(`${key}x`)).toMatchObject(refused);
      expect(await revokeApiKey(auth, { orgId: auth.globex.orgId, keyId: id })).toBe(false);
      expect(await authenticate(key)).toMatchObject({ ok: true });
      expect(await revokeApiKey(auth, { orgId: auth.acme.orgId, keyId: id })).toBe(true);
      expect(await revokeApiKey(auth, { orgId: auth.acme.orgId, keyId: id })).toBe(false);
      expect(await authenticate(key)).toMatchObject(refused);

      const expiresAt = new Date(auth.now().getTime() + minute);
      const short = await make({ expiresAt });
      expect(await authenticate(short.key)).toMatchObject({ ok: true, value: { expiresAt } });
      auth.advance(minute);
      expect(await authenticate(short.key)).toMatchObject(refused);
    });

    it("notes its last use, at most once a minute", async () => {
      const { id, key } = await make();
      const use = async () => {
        await authenticate(key);
        await auth.authenticator.close();
        return (await rowOf(id))?.lastUsedAt;
      };
      const first = auth.now();
      expect(await use()).toEqual(first);
      auth.advance(minute - 1);
      expect(await use()).toEqual(first);
      auth.advance(1);
      expect(await use()).toEqual(auth.now());
    });

    it("goes with its team", async () => {
      await auth.db.insert(teams).values({ id: "team_short", orgId: auth.acme.orgId, name: "Short-lived" });
      const { key } = await make({ teamId: "team_short" });
      await auth.db.delete(teams).where(eq(teams.id, "team_short"));
      expect(await authenticate(key)).toMatchObject({ ok: false, code: "unauthenticated" });
    });

    it("S13: is not made from bad input; the refusal names the field, and nothing is stored", async () => {
      const before = await auth.db.$count(apiKeys);
      const good: NewApiKey = {
        orgId: auth.acme.orgId,
        teamId: null,
        name: "Key",
        scopes: ["runs:read"],
        expiresAt: null,
      };
      const cases: [Partial<Record<keyof NewApiKey, unknown>>, { code: string; field: string }][] = [
        [{ name: "  " }, { code: "invalid-input", field: "name" }],
        [{ name: "n".repeat(101) }, { code: "invalid-input", field: "name" }],
        [{ scopes: [] }, { code: "invalid-input", field: "scopes" }],
        [{ scopes: ["everything"] }, { code: "invalid-input", field: "scopes.0" }],
        [{ expiresAt: auth.now() }, { code: "invalid-input", field: "expiresAt" }],
        [{ orgId: "org_none" }, { code: "not-found", field: "orgId" }],
        [{ teamId: "team_none" }, { code: "not-found", field: "teamId" }],
        [{ teamId: auth.globex.teamIds.Operations }, { code: "not-found", field: "teamId" }],
      ];
      for (const [change, refusal] of cases) {
        // The command line hands over what was typed, whatever the type says.
        expect(await createApiKey(auth, { ...good, ...change } as NewApiKey)).toMatchObject({ ok: false, ...refusal });
      }
      expect(await auth.db.$count(apiKeys)).toBe(before);
    });
  });
});
