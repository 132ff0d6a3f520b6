import { limits } from "#lib/contract/limits";
import { ok, type Result, refuse } from "#lib/contract/problem";

/**
 * Parses a body's JSON. Refuses with `malformed-json`, or `too-large` where values lie deeper in each other than the
 * limit: what walks a value by itself, in the server or in a browser, would run out of stack.
 */
export function parseJson(text: string): Result<unknown> {
  if (isDeeperThan(text, limits.jsonDepth)) {
    const message = `The body's arrays and objects lie deeper in each other than the limit of ${limits.jsonDepth}.`;
    return refuse("too-large", message, { field: "(body)", limit: limits.jsonDepth });
  }
  try {
    return ok(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refuse("malformed-json", `The body is not JSON: ${reason}`, { field: "(body)" });
  }
}

const quote = '"'.charCodeAt(0);
const backslash = "\\".charCodeAt(0);
const openArray = "[".charCodeAt(0);
const openObject = "{".charCodeAt(0);
const closeArray = "]".charCodeAt(0);
const closeObject = "}".charCodeAt(0);

/** Goes over the text once, since a body may hold megabytes of anything. Brackets within strings mean nothing. */
function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isInString) {
      if (code === backslash) at += 1;
      else if (code === quote) isInString = false;
    } else if (code === quote) isInString = true;
    else if (code === openArray || code === openObject) {
      depth += 1;
      if (depth > limit) return true;
    } else if (code === closeArray || code === closeObject) depth -= 1;
  }
  return false;
}
