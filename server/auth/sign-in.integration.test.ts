import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { memberships, organizations, users } from "#server/db/schema";
import { type OpenTestDatabase, testDatabases } from "#server/testing/test-databases";
import { signInLimits } from "./sign-in-limits.ts";
import { type AuthFixture, createAuthFixture, fixtureOrigin, fixturePassword } from "./testing/auth-fixture.ts";

describe.each(testDatabases)("signing in on $name", ({ open }) => {
  let database: OpenTestDatabase;
  let auth: AuthFixture;

  // A fixture a test: the limits of one must not be felt by the next.
  beforeEach(async () => {
    database = await open();
    auth = await createAuthFixture(database.db);
  });
  afterEach(async () => {
    await auth.close();
    await database.close();
  });

  const attempt = (email: string, password: string, address = "203.0.113.7") =>
    auth.authenticator.signIn({ email, password }, { ...fixtureOrigin, address });
  const failures = async () => {
    await auth.authenticator.close();
    return (await auth.heard(auth.acme)).filter((entry) => entry.type === "auth.failed");
  };

  it("takes the account's address in any case and with spaces around", async () => {
    const answer = await attempt("  Operator@ACME.test ", fixturePassword);
    expect(answer).toMatchObject({ ok: true, value: { name: "Olga Nowak", email: "operator@acme.test" } });
  });

  it("answers a wrong password, an unknown account and an account without a password alike", async () => {
    await auth.db.insert(users).values({ id: "usr_oidc", email: "oidc@acme.test", name: "Without a password" });
    const answers = [
      await attempt("operator@acme.test", "wrong"),
      await attempt("nobody@acme.test", "wrong"),
      await attempt("nobody@acme.test", "pw"),
      await attempt("oidc@acme.test", ""),
      await attempt(`${"x".repeat(400)}@acme.test`, "wrong"),
      await attempt("operator@acme.test", "x".repeat(5_000)),
    ];
    expect(answers[0]).toMatchObject({ ok: false, code: "wrong-credentials" });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it("tells the admins of the account's organizations about a failure, and nobody about an unknown account", async () => {
    await attempt("operator@acme.test", "wrong");
    await attempt("nobody@acme.test", "wrong");
    expect(await failures()).toMatchObject([
      { data: { account: "operator@acme.test", reason: "wrong-credentials", address: "203.0.113.7" } },
    ]);
    expect(await auth.heard(auth.globex)).toEqual([]);
  });

  it("refuses an account after ten failures, the right password too, from any address, and says so once", async () => {
    for (let index = 0; index < signInLimits.perAccount; index += 1) {
      const answer = await attempt("operator@acme.test", "wrong", `198.51.100.${index}`);
      expect(answer).toMatchObject({ code: "wrong-credentials" });
    }
    for (let index = 0; index < 3; index += 1) {
      const answer = await attempt("OPERATOR@acme.test", fixturePassword, "198.51.100.99");
      expect(answer).toMatchObject({ ok: false, code: "rate-limited", limit: signInLimits.perAccount });
    }
    expect(await attempt("editor@acme.test", fixturePassword)).toMatchObject({ ok: true });
    const limited = (await failures()).filter((entry) => JSON.stringify(entry.data).includes("rate-limited"));
    expect(limited).toHaveLength(1);
  });

  it("limits an account that does not exist in the same way", async () => {
    for (let index = 0; index < signInLimits.perAccount; index += 1) await attempt("nobody@acme.test", "wrong");
    expect(await attempt("nobody@acme.test", "wrong")).toMatchObject({ ok: false, code: "rate-limited" });
  });

  it("lets no attempts slip past the limit by being sent at once", async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => attempt("operator@acme.test", "wrong")));
    const checked = answers.filter((answer) => !answer.ok && answer.code === "wrong-credentials");
    expect(checked).toHaveLength(signInLimits.perAccount);
  });

  it("forgets an account's failures when its person signs in", async () => {
    for (let round = 0; round < 2; round += 1) {
      for (let index = 0; index < signInLimits.perAccount - 1; index += 1) await attempt("operator@acme.test", "wrong");
      expect(await attempt("operator@acme.test", fixturePassword)).toMatchObject({ ok: true });
    }
  });

  it("refuses an address after fifty failures at any accounts, and no other address", async () => {
    for (let index = 0; index < signInLimits.perAddress; index += 1) await attempt(`nobody${index}@acme.test`, "wrong");
    expect(await attempt("editor@acme.test", fixturePassword)).toMatchObject({
      ok: false,
      code: "rate-limited",
      limit: signInLimits.perAddress,
    });
    expect(await attempt("editor@acme.test", fixturePassword, "198.51.100.1")).toMatchObject({ ok: true });
  });

  it("does not count successes against an address, as a whole office may share one", async () => {
    for (let index = 0; index < signInLimits.perAddress + 5; index += 1) {
      expect(await attempt("editor@acme.test", fixturePassword)).toMatchObject({ ok: true });
    }
  });

  it("opens the organization that the person joined first", async () => {
    await auth.db.insert(organizations).values({ id: "org_older", slug: "older", name: "Older" });
    const userId = auth.acme.userIds["editor@acme.test"] ?? "";
    const createdAt = new Date(auth.now().getTime() - 60_000);
    await auth.db.insert(memberships).values({ orgId: "org_older", userId, role: "viewer", createdAt });
    const { cookie } = await auth.signIn("editor@acme.test");
    expect(await auth.actor(cookie)).toMatchObject({ orgId: "org_older", role: "viewer", teamIds: [] });
  });

  it("refuses a person who is a member of no organization", async () => {
    await auth.db.delete(memberships);
    expect(await attempt("editor@acme.test", fixturePassword)).toMatchObject({ ok: false, code: "forbidden" });
    expect(await auth.authenticator.startSession("usr_none", "oidc", {})).toMatchObject({ code: "forbidden" });
  });
});
