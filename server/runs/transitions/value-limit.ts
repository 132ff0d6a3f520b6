import { limits } from "#lib/contract/limits";
import type { Failure } from "#lib/contract/run";
import { byteLength } from "#lib/domain/preview";

/** The failure of a node whose input or output is larger than the limit, or null. */
export function tooLarge(what: "input" | "output", json: string): Failure | null {
  const bytes = byteLength(json);
  if (bytes <= limits.nodeValueBytes) return null;
  return {
    code: `${what}-too-large`,
    message: `The ${what} is ${bytes} bytes of JSON; the limit is ${limits.nodeValueBytes}.`,
    remedy: "Pass on less: select the fields that are needed with a transform.",
  };
}

/**
 * The failure of a node whose output's arrays and objects lie deeper in each other than the limit, or null: writing
 * it as JSON, or walking it anywhere later, would run out of stack. Goes level by level, and so needs none itself.
 */
export function tooDeep(value: unknown): Failure | null {
  let level: unknown[] = [value];
  // A value that is not nested at all has no depth.
  for (let depth = 0; depth <= limits.jsonDepth; depth += 1) {
    level = level.flatMap((each) => (typeof each === "object" && each !== null ? Object.values(each) : []));
    if (level.length === 0) return null;
  }
  return {
    code: "output-too-deep",
    message: `The output's arrays and objects lie deeper in each other than the limit of ${limits.jsonDepth}.`,
    remedy: "Pass on less: select the fields that are needed.",
  };
}
