import { expect, test } from "vitest";
import { safeNextPath } from "./next-path.ts";

test.each([
  ["/runs/run_1?node=fetch#log", "/runs/run_1?node=fetch#log"],
  ["/", "/"],
])("leads on to %s, a path of this site", (value, path) => {
  expect(safeNextPath(value)).toBe(path);
});

test.each([
  undefined,
  "",
  "https://evil.test/",
  "//evil.test/",
  "/\\evil.test",
  "/\t/evil.test",
  "javascript:alert(1)",
  "http:evil",
  "/sign-in?next=/sign-in",
  "/api/auth/signout",
])("does not lead on to %j", (value) => {
  expect(safeNextPath(value)).toBe("/");
});
