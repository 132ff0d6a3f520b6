import { customAlphabet } from "nanoid";

/** 16 of 62 characters: 95 bits, safe in addresses, stream names and selectors. */
const random = customAlphabet("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", 16);

/** A new id that says what it names, such as `run_8Fh2…`. */
export function newId(prefix: "org" | "usr" | "team" | "ses" | "key" | "wf" | "run" | "evt" | "req" | "sock"): string {
  return `${prefix}_${random()}`;
}
