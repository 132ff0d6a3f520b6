import { describe, expect, test } from "vitest";
import { parseConfig } from "./config.ts";

function problemsOf(env: Record<string, string>): string[] {
  const result = parseConfig(env);
  return result.ok ? [] : result.problems;
}

function configOf(env: Record<string, string>) {
  const result = parseConfig(env);
  if (!result.ok) throw new Error(result.problems.join("; "));
  return result.config;
}

describe("a wrong setting names the variable, what it got and what it wants", () => {
  test.each([
    ["PORT", "abc", 'PORT is "abc": expected a port number from 0 to 65535'],
    ["PORT", "70000", 'PORT is "70000": expected a port number from 0 to 65535'],
    ["PORT", "80.5", 'PORT is "80.5": expected a port number from 0 to 65535'],
    ["NEXTAUTH_URL", "ftp://a", 'NEXTAUTH_URL is "ftp://a": expected an address that starts with http:// or https://'],
    ["SIGNALBOX_DEMO", "yes", 'SIGNALBOX_DEMO is "yes": expected 1 or true, 0 or false'],
    ["SIGNALBOX_RETENTION_DAYS", "0", 'SIGNALBOX_RETENTION_DAYS is "0": expected a whole number of days, 1 or more'],
    ["LOG_LEVEL", "loud", 'LOG_LEVEL is "loud": expected fatal, error, warn, info, debug, trace or silent'],
  ])("%s=%s", (name, value, problem) => {
    expect(problemsOf({ [name]: value })).toEqual([problem]);
  });

  test("every wrong one is named at once", () => {
    expect(problemsOf({ PORT: "x", LOG_LEVEL: "x" })).toHaveLength(2);
  });
});

describe("a secret is not shown", () => {
  test.each([
    ["NEXTAUTH_SECRET", "hunter2"],
    ["SIGNALBOX_DEMO_PASSWORD", "hunter2"],
    ["DATABASE_URL", "mysql://signalbox:hunter2@db/signalbox"],
    ["OPENAI_BASE_URL", "ftp://key:hunter2@models.test"],
  ])("%s", (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems[0]).toContain(`${name} is (not shown): expected`);
    expect(problems.join()).not.toContain("hunter2");
  });
});

describe("what is absent", () => {
  test("an empty environment gives the embedded server with the demo on port 3000", () => {
    expect(configOf({})).toMatchObject({
      port: 3000,
      publicUrl: "http://localhost:3000",
      dataDir: ".data",
      databaseUrl: undefined,
      demo: true,
      openai: null,
      allowPrivateAddresses: false,
    });
  });

  test("an empty variable counts as absent", () => {
    expect(configOf({ PORT: "", DATABASE_URL: "" })).toMatchObject({ port: 3000, databaseUrl: undefined });
  });

  test("the demo is off with a Postgres database unless it is asked for", () => {
    expect(configOf({ DATABASE_URL: "postgres://db/signalbox" }).demo).toBe(false);
    expect(configOf({ DATABASE_URL: "postgres://db/signalbox", SIGNALBOX_DEMO: "1" }).demo).toBe(true);
    expect(configOf({ SIGNALBOX_DEMO: "false" }).demo).toBe(false);
  });
});

test("the public address loses its trailing slash and is the first allowed origin", () => {
  const config = configOf({
    NEXTAUTH_URL: "https://box.test/",
    SIGNALBOX_ALLOWED_ORIGINS: "https://a.test, ,https://b.test",
  });
  expect(config.publicUrl).toBe("https://box.test");
  expect(config.allowedOrigins).toEqual(["https://box.test", "https://a.test", "https://b.test"]);
});
