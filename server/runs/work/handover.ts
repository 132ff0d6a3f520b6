/** Why an attempt was stopped that somebody else is to take up again. */
export class Handover extends Error {
  constructor() {
    super("the server stops");
    this.name = "Handover";
  }
}

/** Was this why an attempt was stopped? */
export function isHandover(reason: unknown): boolean {
  return reason instanceof Handover;
}
