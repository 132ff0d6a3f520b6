/**
 * Array parameters as Postgres' array literals, to be cast where they are used: `${textArray(ids)}::text[]`. Drivers
 * treat arrays each in their own way, and Drizzle spreads them into as many parameters; one literal reads the same
 * everywhere, and unpacks faster than JSON.
 */
export function textArray(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll(/["\\]/g, "\\$&")}"`).join(",")}}`;
}

/** Like `textArray`, for whole numbers of any integer type. */
export function bigintArray(values: readonly number[]): string {
  return `{${values.join(",")}}`;
}
