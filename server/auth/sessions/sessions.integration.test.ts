import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { memberships, sessions, teamMembers, users } from "#server/db/schema";
import { type OpenTestDatabase, testDatabases } from "#server/testing/test-databases";
import { type AuthFixture, createAuthFixture } from "../testing/auth-fixture.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

describe.each(testDatabases)("sessions on $name", ({ open }) => {
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

  const authenticate = (cookie: string) => auth.authenticator.authenticate({ cookie });
  const rowOf = async (sessionId: string) => {
    const [row] = await auth.db.select().from(sessions).where(eq(sessions.id, sessionId));
    if (row === undefined) throw new Error(`there is no session ${sessionId}`);
    return row;
  };
  const endings = async (sessionId: string) =>
    (await auth.heard(auth.acme)).filter(
      (entry) => entry.type === "session.ended" && entry.data.sessionId === sessionId,
    );

  it("say who is asking, with the teams of the role: one's own, or all of the organization's", async () => {
    const { Research, Support } = auth.acme.teamIds;
    const teamsOf = async (email: string) => (await auth.actor((await auth.signIn(email)).cookie)).teamIds.toSorted();
    expect(await teamsOf("owner@acme.test")).toEqual([Research, Support].toSorted());
    expect(await teamsOf("admin@acme.test")).toEqual([Research, Support].toSorted());
    expect(await teamsOf("operator@acme.test")).toEqual([Support]);
    expect(await teamsOf("viewer@acme.test")).toEqual([Research]);
    expect(await teamsOf("owner@globex.test")).toEqual(Object.values(auth.globex.teamIds));

    const { cookie, sessionId } = await auth.signIn("operator@acme.test");
    expect(await auth.actor(cookie)).toMatchObject({
      kind: "user",
      sessionId,
      userId: auth.acme.userIds["operator@acme.test"],
      name: "Olga Nowak",
      email: "operator@acme.test",
      orgId: auth.acme.orgId,
      orgName: "Acme",
      role: "operator",
    });
  });

  it("follow the membership tables at once", async () => {
    const { cookie } = await auth.signIn("viewer@acme.test");
    const userId = auth.acme.userIds["viewer@acme.test"] ?? "";
    await auth.db.insert(teamMembers).values({ userId, teamId: auth.acme.teamIds.Support ?? "" });
    await auth.db.update(memberships).set({ role: "editor" }).where(eq(memberships.userId, userId));
    expect(await auth.actor(cookie)).toMatchObject({ role: "editor" });
    expect((await auth.actor(cookie)).teamIds).toHaveLength(2);
  });

  it("are kept with where they came from, and heard by the organization's admins only", async () => {
    const { sessionId } = await auth.signIn("editor@acme.test");
    expect(await rowOf(sessionId)).toMatchObject({
      method: "credentials",
      address: "203.0.113.7",
      userAgent: "test agent",
      endedAt: null,
      expiresAt: new Date(auth.now().getTime() + 30 * day),
    });
    const started = (await auth.heard(auth.acme)).at(-1);
    expect(started).toMatchObject({
      type: "session.started",
      data: { sessionId, user: { name: "Elena Petrova" }, method: "credentials", address: "203.0.113.7" },
    });
    const foreign = await auth.heard(auth.globex);
    expect(foreign.filter((entry) => JSON.stringify(entry).includes(auth.acme.orgId))).toEqual([]);
  });

  it("need a cookie that is ours and names one", async () => {
    const { cookie } = await auth.signIn("editor@acme.test");
    const tampered = cookie.slice(0, -12) + cookie.slice(-12).split("").toReversed().join("");
    for (const wrong of ["", "theme=dark", tampered, await auth.cookieFor("ses_none")]) {
      expect(await authenticate(wrong)).toMatchObject({ ok: false, code: "unauthenticated" });
      expect(await auth.authenticator.user(wrong)).toBeNull();
    }
    expect(await auth.authenticator.authenticate({})).toMatchObject({ ok: false, code: "unauthenticated" });
    expect(await auth.authenticator.resume("ses_none")).toMatchObject({ ok: false, code: "unauthenticated" });
  });

  it("end once: the row is marked, the admins hear it, the listeners hear it, the cookie is refused", async () => {
    const { cookie, sessionId } = await auth.signIn("operator@acme.test");
    const listener = vi.fn();
    const failing = () => {
      throw new Error("a listener that fails");
    };
    const unsubscribe = [auth.authenticator.onSessionEnded(failing), auth.authenticator.onSessionEnded(listener)];
    const answers = await Promise.all([1, 2, 3].map(() => auth.authenticator.endSession(sessionId, "signed-out")));
    answers.push(await auth.authenticator.endSession(sessionId, "revoked"));
    for (const stop of unsubscribe) stop();

    expect(answers.filter((answer) => answer.ended)).toHaveLength(1);
    expect(listener.mock.calls).toEqual([[sessionId, "signed-out"]]);
    expect(await rowOf(sessionId)).toMatchObject({ endReason: "signed-out", endedAt: auth.now() });
    expect(await endings(sessionId)).toMatchObject([
      { data: { sessionId, user: { name: "Olga Nowak" }, reason: "signed-out" } },
    ]);
    expect(await authenticate(cookie)).toMatchObject({ ok: false, code: "session-revoked" });
    expect(await auth.authenticator.resume(sessionId)).toMatchObject({ ok: false, code: "session-revoked" });
    expect(await auth.authenticator.endSession("ses_none", "revoked")).toEqual({ ended: false });
  });

  it("do not end other sessions of the same person", async () => {
    const [first, second] = [await auth.signIn("editor@acme.test"), await auth.signIn("editor@acme.test")];
    await auth.authenticator.endSession(first.sessionId, "signed-out");
    expect(await authenticate(second.cookie)).toMatchObject({ ok: true });
  });

  it("run out 30 days after they started, however much they were used", async () => {
    const { cookie, sessionId } = await auth.signIn("editor@acme.test");
    auth.advance(30 * day - minute);
    expect(await authenticate(cookie)).toMatchObject({ ok: true });
    auth.advance(minute);
    expect(await authenticate(cookie)).toMatchObject({ ok: false, code: "session-expired" });
    expect(await authenticate(cookie)).toMatchObject({ ok: false, code: "session-expired" });
    expect(await endings(sessionId)).toMatchObject([{ data: { reason: "expired" } }]);
  });

  it("end as removed when their person is no longer a member", async () => {
    const { cookie, sessionId } = await auth.signIn("admin@acme.test");
    const userId = auth.acme.userIds["admin@acme.test"] ?? "";
    const [membership] = await auth.db.delete(memberships).where(eq(memberships.userId, userId)).returning();
    expect(await authenticate(cookie)).toMatchObject({ ok: false, code: "session-revoked" });
    expect(await endings(sessionId)).toMatchObject([{ data: { reason: "removed" } }]);
    // Coming back does not bring an ended session back.
    if (membership !== undefined) await auth.db.insert(memberships).values(membership);
    expect(await authenticate(cookie)).toMatchObject({ ok: false, code: "session-revoked" });
  });

  it("note when they were last seen, at most once a minute", async () => {
    const { cookie, sessionId } = await auth.signIn("editor@acme.test");
    const started = (await rowOf(sessionId)).lastSeenAt;
    auth.advance(minute - 1);
    await authenticate(cookie);
    await auth.authenticator.close();
    expect((await rowOf(sessionId)).lastSeenAt).toEqual(started);
    auth.advance(1);
    await authenticate(cookie);
    await auth.authenticator.close();
    expect((await rowOf(sessionId)).lastSeenAt).toEqual(auth.now());
  });

  it("are found ended among many, and those overdue are ended by the asking", async () => {
    const live = await auth.signIn("editor@acme.test");
    const ended = await auth.signIn("operator@acme.test");
    await auth.authenticator.endSession(ended.sessionId, "revoked");
    const overdue = await auth.signIn("operator@acme.test");
    await auth.db.update(sessions).set({ expiresAt: auth.now() }).where(eq(sessions.id, overdue.sessionId));

    const asked = [live.sessionId, ended.sessionId, overdue.sessionId, "ses_none"];
    expect(await auth.authenticator.endedAmong(asked)).toEqual(
      new Map([
        [ended.sessionId, "revoked"],
        [overdue.sessionId, "expired"],
        ["ses_none", "removed"],
      ]),
    );
    expect(await rowOf(overdue.sessionId)).toMatchObject({ endReason: "expired", endedAt: auth.now() });
    expect(await endings(overdue.sessionId)).toHaveLength(1);
    expect(await auth.authenticator.endedAmong([])).toEqual(new Map());
  });

  it("tell what their people may reach at this moment, many at once, without those that ended", async () => {
    const viewer = await auth.signIn("viewer@acme.test");
    const admin = await auth.signIn("admin@acme.test");
    const ended = await auth.signIn("viewer@acme.test");
    await auth.authenticator.endSession(ended.sessionId, "revoked");
    const asked = [viewer.sessionId, admin.sessionId, ended.sessionId, "ses_none"];
    const reaches = await auth.authenticator.reachesOf(asked);
    for (const { sessionId, cookie } of [viewer, admin]) {
      const { role, teamIds } = await auth.actor(cookie);
      expect(reaches.get(sessionId)).toEqual({ role, teamIds });
    }
    expect(reaches.size).toBe(2);
    expect(await auth.authenticator.reachesOf([])).toEqual(new Map());
  });

  it("of a deleted person are gone", async () => {
    const [user] = await auth.db
      .insert(users)
      .values({ id: "usr_gone", email: "gone@acme.test", name: "Gone" })
      .returning();
    if (user === undefined) throw new Error("the user was not made");
    await auth.db.insert(memberships).values({ orgId: auth.acme.orgId, userId: user.id, role: "viewer" });
    const started = await auth.authenticator.startSession(user.id, "oidc", {});
    if (!started.ok) throw new Error(started.message);
    const cookie = await auth.cookieFor(started.value.sessionId);
    expect(await authenticate(cookie)).toMatchObject({ ok: true });
    await auth.db.delete(users).where(eq(users.id, user.id));
    expect(await authenticate(cookie)).toMatchObject({ ok: false, code: "unauthenticated" });
  });
});
