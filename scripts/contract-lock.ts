import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { type ContractLock, compareContract, toContractLock } from "#lib/contract/published/contract-lock";
import { publishedEvents } from "#lib/contract/published/json-schema-events";

const lockFile = new URL("../lib/contract/published/schemas.lock.json", import.meta.url);

const schema = z.looseObject({});
const lockSchema = z.record(z.string(), z.object({ version: z.int(), input: schema, output: schema }));

const usage = `Usage: contract-lock.ts --check | --write [--remove TYPE]…
  --check   fails where an event was removed or narrowed without a new version, or the lock is not up to date
  --write   brings the lock up to date; refuses what breaks somebody
  --remove  with --write: takes an event out of the contract for good`;

const { values } = parseArgs({
  options: {
    check: { type: "boolean" },
    write: { type: "boolean" },
    remove: { type: "string", multiple: true, default: [] },
  },
});

process.exitCode = await run();

async function run(): Promise<number> {
  if (values.check === values.write) return fail([usage]);
  const published = await readLock();
  const lock: ContractLock = Object.fromEntries(
    Object.entries(published).filter(([type]) => !values.remove.includes(type)),
  );
  const events = publishedEvents();
  const { breaking, unpublished } = compareContract(lock, events);
  if (breaking.length > 0) {
    return fail([
      "The event contract was broken:",
      ...breaking.map((each) => `  ${each}`),
      "Readers and senders rely on it: undo the change, or raise the event's `version` in lib/contract/events/.",
    ]);
  }
  if (values.write === true) return write(toContractLock(events));
  if (unpublished.length === 0) return say("The event contract is as published.");
  return fail([
    "The event contract grew, and the lock does not know yet:",
    ...unpublished.map((each) => `  ${each}`),
    "Nobody breaks. Publish it: node scripts/contract-lock.ts --write",
  ]);
}

async function readLock(): Promise<ContractLock> {
  try {
    return lockSchema.parse(JSON.parse(await readFile(lockFile, "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw error;
  }
}

async function write(lock: ContractLock): Promise<number> {
  await writeFile(lockFile, `${JSON.stringify(lock, null, 2)}\n`);
  return say(`Wrote the lock of ${Object.keys(lock).length} events.`);
}

function say(line: string): number {
  process.stdout.write(`${line}\n`);
  return 0;
}

function fail(lines: readonly string[]): number {
  process.stderr.write(`${lines.join("\n")}\n`);
  return 1;
}
