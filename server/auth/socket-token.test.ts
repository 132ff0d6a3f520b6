import { encode } from "next-auth/jwt";
import { describe, expect, it } from "vitest";
import { issueSocketToken, readSocketToken, socketTokenSeconds } from "./socket-token.ts";

const secret = "a secret of the tests that is long enough";

describe("a socket token", () => {
  it("names its session until its minute is over", async () => {
    const now = new Date();
    const { token, expiresAt } = await issueSocketToken("ses_1", { secret, now });
    expect(expiresAt.getTime() - now.getTime()).toBe(socketTokenSeconds * 1_000);
    expect(await readSocketToken(token, { secret, now })).toEqual({ kind: "session", sessionId: "ses_1", expiresAt });
    expect(await readSocketToken(token, { secret, now: expiresAt })).toEqual({ kind: "expired" });
  });

  it("cannot be a session cookie, another secret's token, or anything else", async () => {
    const now = new Date();
    const cookie = await encode({ token: { sid: "ses_1", purpose: "socket", until: now.getTime() + 9_999 }, secret });
    const { token: foreign } = await issueSocketToken("ses_1", { secret: "another secret, long enough as well", now });
    for (const value of [cookie, foreign, "", "garbage", "sbx"]) {
      expect(await readSocketToken(value, { secret, now })).toEqual({ kind: "invalid" });
    }
  });
});
