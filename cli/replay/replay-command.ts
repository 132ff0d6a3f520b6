import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { Command } from "commander";
import { z } from "zod";
import { CommandFailed } from "../command-failed.ts";
import { makeKey } from "../key/make-key.ts";
import { readConfig } from "../read-config.ts";
import { readRecordedRun } from "../wfcommons/read-recorded-run.ts";
import type { RecordedRun } from "../wfcommons/recorded-run.ts";
import { replayRun } from "./replay-run.ts";

const optionsSchema = z.object({
  speed: z.coerce.number("--speed is not a number").positive("--speed must be more than 0"),
  url: z.url().optional(),
  key: z.string().optional(),
  org: z.string(),
  team: z.string().optional(),
});

/** A key that a replay makes for itself lives no longer than this. */
const keyLifeSeconds = 24 * 60 * 60;

/** `signalbox replay FILE` */
export function replayCommand(): Command {
  return new Command("replay")
    .description("Play a recorded execution (WfCommons WfFormat 1.5) into a running server as a live run.")
    .argument("<file>", "the recorded execution")
    .option("--speed <number>", "how many times as fast as the record", "60")
    .option("--url <address>", "the server (default: NEXTAUTH_URL, or this machine's)")
    .option("--key <key>", "an API key with events:write and runs:read (default: one is made)")
    .option("--org <slug>", "the organization that a key is made for", "acme")
    .option("--team <name>", "the team that a key is made for")
    .action(async (file: string, given: unknown) => {
      const options = optionsSchema.safeParse(given);
      if (!options.success) throw new CommandFailed(options.error.issues.map(({ message }) => message).join("\n"));
      const { speed, url, org, team } = options.data;
      const recorded = await readFileAsRun(file);
      const config = readConfig();
      const key = options.data.key ?? (await makeReplayKey(config, { org, team }));
      const server = { url: (url ?? config.publicUrl).replace(/\/+$/, ""), key };
      const say = (line: string) => process.stdout.write(`${line}\n`);
      const { differences } = await replayRun(recorded, { server, speed, say });
      if (differences.length > 0) {
        throw new CommandFailed(["The run is not as recorded:", ...differences.slice(0, 20)].join("\n  "));
      }
      say(`Done: all ${recorded.tasks.length} tasks stand as recorded, durations included.`);
    });
}

async function makeReplayKey(
  config: ReturnType<typeof readConfig>,
  { org, team }: { org: string; team?: string | undefined },
) {
  const made = await makeKey(config, {
    org,
    team,
    name: "replay",
    scopes: ["events:write", "runs:read"],
    expiresInSeconds: keyLifeSeconds,
  });
  return made.key;
}

async function readFileAsRun(file: string): Promise<RecordedRun> {
  const text = await readFile(file, "utf8").catch((error: Error) => {
    throw new CommandFailed(`${file} cannot be read: ${error.message}`);
  });
  const read = readRecordedRun(parseJson(text, file), basename(file, ".json"));
  if (!read.ok) throw new CommandFailed(`${file}: ${read.message}`);
  return read.value;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandFailed(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
