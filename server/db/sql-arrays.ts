/**
 * Array parameters in Postgres' binary format, to be cast where they are used: `${textArray(ids)}::text[]`. Drivers
 * treat arrays each in their own way, and Drizzle spreads them into as many parameters; bytes they all hand on as they
 * are. Of thousands of values they are written and read in half the time of a literal's, whose quotes and backslashes
 * one side has to escape and the other to unescape.
 */
export function textArray(values: readonly string[]): Buffer {
  return textsArray(values, elementTypes.text);
}

/** Like `textArray`, for JSON texts: `${jsonArray(texts)}::json[]`. */
export function jsonArray(texts: readonly string[]): Buffer {
  return textsArray(texts, elementTypes.json);
}

/** Like `textArray`, for safe integers: `${bigintArray(offsets)}::bigint[]`. */
export function bigintArray(values: readonly number[]): Buffer {
  const { array, start } = allocate(values.length, values.length * 8, elementTypes.bigint);
  let at = start;
  for (const value of values) {
    at = array.writeInt32BE(8, at);
    at = array.writeBigInt64BE(BigInt(value), at);
  }
  return array;
}

/** Like `textArray`, for integers of 32 bits: `${integerArray(sizes)}::int[]`. */
export function integerArray(values: readonly number[]): Buffer {
  const { array, start } = allocate(values.length, values.length * 4, elementTypes.integer);
  let at = start;
  for (const value of values) {
    at = array.writeInt32BE(4, at);
    at = array.writeInt32BE(value, at);
  }
  return array;
}

/** Rows of `pg_type` that are the same in every database (Postgres' src/include/catalog/pg_type.dat). */
const elementTypes = { bigint: 20, integer: 23, text: 25, json: 114 };

function textsArray(values: readonly string[], elementType: number): Buffer {
  const bytes = values.reduce((sum, value) => sum + Buffer.byteLength(value), 0);
  const { array, start } = allocate(values.length, bytes, elementType);
  let at = start;
  for (const value of values) {
    const size = array.write(value, at + 4);
    at = array.writeInt32BE(size, at) + size;
  }
  return array;
}

/**
 * The header that `array_recv` of Postgres' src/backend/utils/adt/arrayfuncs.c reads: one dimension, no nulls, the
 * elements' type, how many there are, and the first one's index. Each element is its size and its bytes.
 */
function allocate(count: number, bytes: number, elementType: number): { array: Buffer; start: number } {
  const array = Buffer.allocUnsafe(5 * 4 + count * 4 + bytes);
  const start = [1, 0, elementType, count, 1].reduce((at, word) => array.writeInt32BE(word, at), 0);
  return { array, start };
}
