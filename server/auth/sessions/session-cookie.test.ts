import { encode } from "next-auth/jwt";
import { describe, expect, it } from "vitest";
import { issueSocketToken } from "../socket-token.ts";
import { readSessionCookie } from "./session-cookie.ts";

const secret = "a secret of the tests that is long enough";
const plain = "next-auth.session-token";
const secure = `__Secure-${plain}`;
const http = { secret, secureOnly: false };
const https = { secret, secureOnly: true };

describe("the session cookie", () => {
  it("names its session under the plain and the secure name, among other cookies", async () => {
    const token = await encode({ token: { sid: "ses_1" }, secret });
    const session = { kind: "session", sessionId: "ses_1" };
    expect(await readSessionCookie(`theme=dark; ${plain}=${token}; x=y`, http)).toEqual(session);
    expect(await readSessionCookie(`${secure}=${token}`, http)).toEqual(session);
    expect(await readSessionCookie(`${secure}=${token}`, https)).toEqual(session);
  });

  it("is put together from its chunks in their order, whatever order they came in", async () => {
    const token = await encode({ token: { sid: "ses_1", padding: "p".repeat(9_000) }, secret });
    const third = Math.ceil(token.length / 3);
    const chunks = [0, 1, 2].map((index) => `${secure}.${index}=${token.slice(index * third, (index + 1) * third)}`);
    const header = [chunks[2], chunks[0], chunks[1]].join("; ");
    expect(await readSessionCookie(header, https)).toEqual({ kind: "session", sessionId: "ses_1" });
    expect(await readSessionCookie(`${chunks[0]}; ${chunks[2]}`, https)).toEqual({ kind: "invalid" });
  });

  it("is not looked for under the plain name where people come by HTTPS", async () => {
    const token = await encode({ token: { sid: "ses_1" }, secret });
    expect(await readSessionCookie(`${plain}=${token}`, https)).toEqual({ kind: "absent" });
  });

  it("is found behind a stale one of the other name", async () => {
    const token = await encode({ token: { sid: "ses_1" }, secret });
    const header = `${secure}=stale; ${plain}=${token}`;
    expect(await readSessionCookie(header, http)).toEqual({ kind: "session", sessionId: "ses_1" });
  });

  it("counts for nothing when it was tampered with, signed by another secret, or names no session", async () => {
    const token = await encode({ token: { sid: "ses_1" }, secret });
    const middle = Math.floor(token.length / 2);
    const flipped = token.slice(0, middle) + (token[middle] === "A" ? "B" : "A") + token.slice(middle + 1);
    const foreign = await encode({ token: { sid: "ses_1" }, secret: "another secret that is long enough too" });
    const nameless = await encode({ token: { sub: "usr_1" }, secret });
    for (const value of [flipped, foreign, nameless, "", "garbage", "a.b.c.d.e", "%"]) {
      const reading = await readSessionCookie(`${plain}=${value}`, http);
      expect(reading.kind, value).toMatch(/invalid|absent/);
    }
  });

  it("says so when it has run out", async () => {
    const token = await encode({ token: { sid: "ses_1" }, secret, maxAge: -60 });
    expect(await readSessionCookie(`${plain}=${token}`, http)).toEqual({ kind: "expired" });
  });

  it("cannot be a socket token", async () => {
    const { token } = await issueSocketToken("ses_1", { secret, now: new Date() });
    expect(await readSessionCookie(`${plain}=${token}`, http)).toEqual({ kind: "invalid" });
  });

  it("is absent where there is none", async () => {
    expect(await readSessionCookie(undefined, http)).toEqual({ kind: "absent" });
    expect(await readSessionCookie("theme=dark", http)).toEqual({ kind: "absent" });
  });
});
