import { type ChildProcess, spawn } from "node:child_process";
import { chown, mkdir, mkdtemp, open, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { findPostgres } from "./find-postgres.ts";
import { type Account, runToEnd, unprivilegedAccount } from "./run-unprivileged.ts";

export interface PostgresCluster {
  /** Its superuser's connection to the database `postgres`. */
  url: string;
  stop(): Promise<void>;
}

const startTimeoutMs = 60_000;
/** A test's data need not outlive a power cut; many pools are open at once. */
const serverSettings = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"];

/** Starts a Postgres server of its own in a temporary folder, on a free port of the loopback address. */
export async function startPostgresCluster(): Promise<PostgresCluster> {
  const { initdb, postgres } = await findPostgres();
  const account = await unprivilegedAccount();
  const folder = await mkdtemp(join(tmpdir(), "signalbox-postgres-"));
  try {
    return await startIn(folder, initdb, postgres, account);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(
  folder: string,
  initdb: string,
  postgres: string,
  account: Account | null,
): Promise<PostgresCluster> {
  const data = join(folder, "data");
  await mkdir(data, { mode: 0o700 });
  if (account !== null) for (const path of [folder, data]) await chown(path, account.uid, account.gid);
  await runToEnd(initdb, ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"], account);
  const port = await freePort();
  const logPath = join(folder, "server.log");
  const log = await open(logPath, "w");
  const settings = serverSettings.flatMap((setting) => ["-c", setting]);
  const server = spawn(postgres, ["-D", data, "-h", "127.0.0.1", "-p", String(port), "-k", "", ...settings], {
    cwd: folder,
    stdio: ["ignore", log.fd, log.fd],
    ...account,
  });
  await log.close();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  try {
    await untilReady(server, url, logPath);
  } catch (error) {
    server.kill("SIGQUIT");
    throw error;
  }
  const endWithProcess = () => server.kill("SIGQUIT");
  process.once("exit", endWithProcess);
  return {
    url,
    stop: async () => {
      process.off("exit", endWithProcess);
      await stopServer(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function untilReady(server: ChildProcess, url: string, logPath: string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadline) {
        const log = await readFile(logPath, "utf8");
        throw new Error(`Postgres did not start: ${String(error)}\n${log.slice(-2_000)}`, { cause: error });
      }
    } finally {
      await client.end();
    }
    await delay(50);
  }
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  // Immediate shutdown: nothing in the folder is kept.
  server.kill("SIGQUIT");
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = address !== null && typeof address === "object" ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
