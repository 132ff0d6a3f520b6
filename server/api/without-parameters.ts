import { DrizzleQueryError } from "drizzle-orm/errors";

/**
 * An error as it may be logged. Drizzle writes a failed query's parameters into its message: people's data, and at
 * times secrets. The statement and what the database said are enough.
 */
export function withoutParameters(error: unknown): unknown {
  if (!(error instanceof DrizzleQueryError)) return error;
  const { query, cause } = error;
  return { type: "DrizzleQueryError", message: cause?.message ?? "a query failed", query, stack: cause?.stack };
}
