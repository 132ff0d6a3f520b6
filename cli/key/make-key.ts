import { Agent, request } from "undici";
import { problemSchema } from "#lib/contract/problem";
import type { Config } from "#server/config";
import { type CreatedKey, createdKeySchema, createNamedKey, type NamedKey } from "#server/control/create-named-key";
import { controlSocketPath } from "#server/control/socket-path";
import { DataFolderInUse } from "#server/db/data-folder-lock";
import { openDatabase } from "#server/db/open-database";
import { CommandFailed } from "../command-failed.ts";

/** Makes a key: by the running server where there is one, since the embedded database is its alone. */
export async function makeKey(config: Config, wanted: NamedKey): Promise<CreatedKey> {
  if (config.databaseUrl !== undefined) return makeInDatabase(config, wanted);
  return (await askServer(config, wanted)) ?? makeInDatabase(config, wanted);
}

/** Null where no server listens. */
async function askServer(config: Config, wanted: NamedKey): Promise<CreatedKey | null> {
  const agent = new Agent({ connect: { socketPath: controlSocketPath(config.dataDir) } });
  try {
    const { statusCode, body } = await request("http://control/keys", {
      method: "POST",
      dispatcher: agent,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(wanted),
    });
    const answer = await body.json();
    if (statusCode !== 201) throw new CommandFailed(problemSchema.parse(answer).detail);
    return createdKeySchema.parse(answer);
  } catch (error) {
    if (isNobodyThere(error)) return null;
    throw error;
  } finally {
    await agent.close();
  }
}

function isNobodyThere(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ECONNREFUSED");
}

async function makeInDatabase(config: Config, wanted: NamedKey): Promise<CreatedKey> {
  const { dataDir, databaseUrl } = config;
  const database = await openDatabase({ dataDir, databaseUrl }).catch((error: unknown) => {
    if (error instanceof DataFolderInUse) throw new CommandFailed(error.message);
    throw error;
  });
  try {
    const made = await createNamedKey({ db: database.db, now: () => new Date() }, wanted);
    if (!made.ok) throw new CommandFailed(made.message);
    return made.value;
  } finally {
    await database.close();
  }
}
