import { composeServer, type RunningServer } from "#server/compose";
import { type Config, parseConfig } from "#server/config";
import { DataFolderInUse } from "#server/db/data-folder-lock";
import { DatabaseUnavailable } from "#server/db/open-database";
import { createLogger } from "#server/logger";

/** Long enough to hand jobs back and close the database; a supervisor usually kills after 10 seconds. */
const drainMs = 8_000;

const config = readConfig();
const logger = createLogger(config);
const server = await start();
announce(server);
drainOnSignal(server);

function readConfig(): Config {
  const parsed = parseConfig(process.env);
  if (parsed.ok) return parsed.config;
  return stopWith(["Signalbox cannot start: a setting is wrong.", ...parsed.problems.map((each) => `  ${each}`)]);
}

async function start(): Promise<RunningServer> {
  try {
    return await composeServer({ config, logger, isDevelopment: process.env.NODE_ENV === "development" });
  } catch (error) {
    if (error instanceof DataFolderInUse || error instanceof DatabaseUnavailable) return stopWith([error.message]);
    if (isPortTaken(error)) {
      return stopWith([`Port ${config.port} is taken by another process. Set PORT to a free one, such as PORT=3001.`]);
    }
    throw error;
  }
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}

function announce({ url, demo }: RunningServer): void {
  const signIn = demo === null ? "" : `  Sign in as ${demo.email} with the password ${demo.password}`;
  process.stdout.write(`\nSignalbox is ready at ${url}${signIn}\n\n`);
}

/** A terminal's Ctrl-C may arrive more than once, since npm passes it on: the first one counts. */
function drainOnSignal(running: RunningServer): void {
  let isDraining = false;
  const drain = (signal: NodeJS.Signals) => {
    if (isDraining) return;
    isDraining = true;
    logger.info({ signal }, "draining");
    process.stdout.write("Signalbox is stopping: runs go on at the next start.\n");
    setTimeout(() => {
      logger.error({ drainMs }, "draining took too long");
      process.exit(1);
    }, drainMs).unref();
    running.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, "draining failed");
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", drain);
  process.on("SIGTERM", drain);
}

function stopWith(lines: readonly string[]): never {
  process.stderr.write(`${lines.join("\n")}\n`);
  process.exit(1);
}
