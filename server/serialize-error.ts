import { DrizzleQueryError } from "drizzle-orm/errors";

/** An error as the log may hold it. */
interface SerializedError {
  type: string;
  message: string;
  code?: string;
  stack: string;
  cause?: unknown;
}

/** Causes within causes that are written; an error may be its own cause. */
const causesShown = 5;

/**
 * An error for the log: what it is, where, and why, and none of its other properties. Drizzle writes a failed query's
 * parameters into its message and stack, drivers hang them and the rows at fault onto their errors: people's data, and
 * at times secrets. The statement and what the database said are enough.
 */
export function serializeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error) || depth > causesShown) return error instanceof Error ? String(error.name) : error;
  const { cause } = error;
  const serialized: SerializedError = {
    type: error.constructor.name,
    message: error instanceof DrizzleQueryError ? `Failed query: ${error.query}` : error.message,
    ...("code" in error && { code: String(error.code) }),
    stack: framesOf(error),
    ...(cause !== undefined && { cause: serializeError(cause, depth + 1) }),
  };
  return serialized;
}

/** The stack without its head, which repeats the message. */
function framesOf({ stack = "" }: Error): string {
  return stack
    .split("\n")
    .filter((line) => /^ {4}at /.test(line))
    .join("\n");
}
