import { type Refusal, refuse } from "#lib/contract/problem";

/** Codes of a database, or the way to it, that does not work at the moment: connections, resources, shutdowns. */
const databaseCodes = /^(08|53|57P|58)/;
const networkCodes = new Set(["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EPIPE", "ENOSPC", "ENOTFOUND"]);

/**
 * What to answer to a request that threw: `unavailable` where storage failed, so that the sender tries again, and
 * `internal` for a bug. Nothing of the error itself is told; the log has it under the request's id.
 */
export function refuseFailure(error: unknown): Refusal {
  return isStorageFailure(error)
    ? refuse("unavailable", "The database cannot be used at the moment; nothing was changed. Try again shortly.")
    : refuse("internal", "Something went wrong on the server. The log has the details under this request's id.");
}

/** Drizzle wraps the driver's error in its own, as the cause. */
function isStorageFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return databaseCodes.test(code) || networkCodes.has(code) || isStorageFailure(error.cause);
}
