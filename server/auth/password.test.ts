import { parseOptions } from "@node-rs/argon2";
import { describe, expect, it } from "vitest";
import { decoyHash, hashPassword, isPassword, passwordCost } from "./password.ts";

describe("passwords", () => {
  it("are hashed with argon2id at the recommended cost, each with a salt of its own", async () => {
    const [first, second] = await Promise.all([hashPassword("same words"), hashPassword("same words")]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
  });

  it("match themselves only", async () => {
    const hash = await hashPassword("right");
    expect(await isPassword(hash, "right")).toBe(true);
    expect(await isPassword(hash, "wrong")).toBe(false);
  });

  it("are refused where there is no account, by a check that costs the same", async () => {
    expect(parseOptions(decoyHash)).toMatchObject(passwordCost);
    expect(parseOptions(decoyHash)).toEqual(parseOptions(await hashPassword("any")));
    expect(await isPassword(null, "pw")).toBe(false);
  });
});
