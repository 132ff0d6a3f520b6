import { expect, test } from "vitest";
import { z } from "zod";
import { renderEnvExample, renderSettingsPage } from "./settings-pages.ts";

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe("Port to listen on."),
  MODE: z.enum(["a", "b"]).optional().describe("a or | b."),
});

test("a setting's row gives its name, values, default and what it does", () => {
  const page = renderSettingsPage(schema);
  expect(page).toContain("| `PORT` | a number from 0 to 65535 | `3000` | Port to listen on. |");
  expect(page).toContain("| `MODE` | `a`, `b` |  | a or \\| b. |");
});

test("the environment example has every setting commented out", () => {
  const lines = renderEnvExample(schema).split("\n");
  expect(lines).toContain("# PORT=3000");
  expect(lines).toContain("# MODE=");
  expect(lines.every((line) => line === "" || line.startsWith("#"))).toBe(true);
});

test("a setting without a description is refused, since its row would say nothing", () => {
  expect(() => renderSettingsPage(z.object({ NAME: z.string() }))).toThrow("the setting NAME has no description");
});
