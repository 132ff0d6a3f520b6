import { DrizzleQueryError } from "drizzle-orm/errors";
import { expect, it } from "vitest";
import { refuseFailure } from "./unavailable.ts";

const failure = (code: string) =>
  new DrizzleQueryError("insert …", ["secret"], Object.assign(new Error("no"), { code }));

it("tells storage that does not work from a bug, and nothing of either", () => {
  for (const code of ["53100", "08006", "57P01", "ECONNREFUSED"]) {
    expect(refuseFailure(failure(code)).code).toBe("unavailable");
  }
  expect(refuseFailure(failure("42P01")).code).toBe("internal");
  expect(refuseFailure(new Error("x")).code).toBe("internal");
  expect(JSON.stringify(refuseFailure(failure("53100")))).not.toContain("insert");
});
