import { DrizzleQueryError } from "drizzle-orm/errors";
import { expect, test } from "vitest";
import { serializeError } from "./serialize-error.ts";

const driverError = Object.assign(new Error("duplicate key"), {
  code: "23505",
  detail: "Key (a)=(secret)",
  params: ["secret"],
});
const failedQuery = new DrizzleQueryError("insert into t values ($1)", ["secret"], driverError);

test("a failed query is logged without its parameters, also as the cause of another error", () => {
  for (const error of [failedQuery, new Error("could not", { cause: failedQuery }), driverError]) {
    const text = JSON.stringify(serializeError(error));
    expect(text).not.toContain("secret");
    expect(text).toContain("duplicate key");
    expect(text).toContain("23505");
    expect(text).toContain("serialize-error.test.ts");
  }
  expect(serializeError(failedQuery)).toMatchObject({ message: "Failed query: insert into t values ($1)" });
});

test("an error that causes itself is written all the same, and what is no error stays as it is", () => {
  const circular = new Error("round");
  circular.cause = circular;
  expect(JSON.stringify(serializeError(circular))).toContain("round");
  expect(serializeError("x")).toBe("x");
});
