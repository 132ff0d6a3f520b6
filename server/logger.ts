import pino, { type Logger } from "pino";
import type { Config } from "#server/config";
import { serializeError } from "./serialize-error.ts";

/** Paths of values that must never be logged, wherever a logged object carries them. */
const secretPaths = ["password", "token", "secret", "authorization", "cookie", "key", "apiKey"].flatMap((name) => [
  name,
  `*.${name}`,
  `*.*.${name}`,
]);

/** JSON lines on standard error, so that standard output holds only what a person should read. */
export function createLogger(config: Pick<Config, "logLevel">): Logger {
  return pino(
    {
      level: config.logLevel,
      redact: { paths: secretPaths, censor: "[redacted]" },
      serializers: { err: (error: unknown) => serializeError(error) },
    },
    pino.destination({ fd: 2, sync: false }),
  );
}
