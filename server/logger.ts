import pino, { type Logger } from "pino";
import type { Config } from "#server/config";

/** Paths of values that must never be logged, wherever a logged object carries them. */
const secretPaths = ["password", "token", "secret", "authorization", "cookie", "key", "apiKey"].flatMap((name) => [
  name,
  `*.${name}`,
  `*.*.${name}`,
]);

/** JSON lines on standard error, so that standard output holds only what a person should read. */
export function createLogger(config: Pick<Config, "logLevel">): Logger {
  return pino(
    { level: config.logLevel, redact: { paths: secretPaths, censor: "[redacted]" } },
    pino.destination({ fd: 2, sync: false }),
  );
}
