import { vi } from "vitest";

/** A condition that is met in milliseconds on a quiet machine may take seconds where everything runs at once. */
const patienceMs = 15_000;

/** Vitest has no setting for how long `vi.waitFor` waits by default, and its one second fails tests of a busy machine. */
const waitFor = vi.waitFor;
vi.waitFor = (callback, options) =>
  waitFor(callback, typeof options === "number" ? options : { timeout: patienceMs, interval: 20, ...options });
