import { type Config, parseConfig } from "#server/config";
import { CommandFailed } from "./command-failed.ts";

/** The same settings as the server's, from the same variables. */
export function readConfig(): Config {
  const parsed = parseConfig(process.env);
  if (parsed.ok) return parsed.config;
  throw new CommandFailed(["A setting is wrong.", ...parsed.problems.map((each) => `  ${each}`)].join("\n"));
}
