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
