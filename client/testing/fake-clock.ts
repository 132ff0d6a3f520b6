import type { Delay } from "../stream-reader.ts";

/** Time that passes only when told to. */
export interface FakeClock {
  delay: Delay;
  /** Lets what is due soonest happen; false where nothing waits. */
  advance(): boolean;
}

export function createFakeClock(): FakeClock {
  let now = 0;
  let waiting: { at: number; callback: () => void }[] = [];
  return {
    delay(callback, ms) {
      const entry = { at: now + ms, callback };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((each) => each !== entry);
      };
    },
    advance() {
      waiting.sort((a, b) => a.at - b.at);
      const next = waiting.shift();
      if (next === undefined) return false;
      now = next.at;
      next.callback();
      return true;
    },
  };
}
