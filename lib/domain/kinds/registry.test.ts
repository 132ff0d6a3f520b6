import { expect, test } from "vitest";
import { handlesOf, isKind, kindNames, kindOf, kinds } from "./registry.ts";
import { describeSettings } from "./settings/setting-description.ts";
import { retryDelayMs, workOptionsOf } from "./settings/work-options.ts";

test.each(kindNames)("%s says what it is, and what each of its settings is", (name) => {
  const kind = kinds[name];
  expect(kind.name).toBe(name);
  expect(kind.doc).toMatch(/\.$/);
  for (const setting of describeSettings(kind.settings)) {
    expect(setting.title, setting.name).not.toBe("");
    expect(setting.description, setting.name).not.toBe("");
  }
});

test("a kind that does not exist is none, whatever objects inherit", () => {
  expect(isKind("constructor")).toBe(false);
  expect(kindOf("n8n-nodes-base.set")).toBeNull();
});

test("a branch has its cases' handles, and any node that goes on when it fails the handle error", () => {
  const settings = { cases: [{ handle: "big", label: "large", when: "true" }], onError: "continue" };
  expect(handlesOf({ kind: "branch", settings })).toEqual([
    { id: "big", label: "large" },
    { id: "otherwise", label: "otherwise" },
    { id: "error", label: "on error" },
  ]);
});

test("the delay between attempts doubles, up to five minutes, or stays", () => {
  const options = workOptionsOf({ retryDelaySeconds: 2 });
  expect([1, 2, 3, 20].map((attempt) => retryDelayMs(options, attempt))).toEqual([2_000, 4_000, 8_000, 300_000]);
  expect(retryDelayMs({ ...options, backoff: "fixed" }, 5)).toBe(2_000);
});
