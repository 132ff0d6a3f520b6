import type { Refusal } from "#lib/contract/problem";

/** Thrown for a draft that may not be stored. Nothing was stored; the refusal says which field and limit. */
export class DraftRefused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = "DraftRefused";
    this.refusal = refusal;
  }
}
