import { limits } from "#lib/contract/limits";
import type { Preview } from "#lib/contract/run";

const encoder = new TextEncoder();

/** Size of a text in bytes of UTF-8. */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/** The start of a value's JSON text, as entries carry it: at most `limits.previewBytes` bytes, cut between characters. */
export function previewOf(value: unknown): Preview {
  return previewOfJson(JSON.stringify(value) ?? "null");
}

/** The same for a value that is JSON text already. */
export function previewOfJson(json: string): Preview {
  const bytes = byteLength(json);
  if (bytes <= limits.previewBytes) return { text: json, bytes, truncated: false };
  const target = new Uint8Array(limits.previewBytes);
  const { read } = encoder.encodeInto(json, target);
  return { text: json.slice(0, read), bytes, truncated: true };
}
