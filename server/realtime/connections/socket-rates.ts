import { RateLimiterMemory } from "rate-limiter-flexible";
import type { ClientEvent } from "#lib/contract/socket";

/** So many `points` in so many `seconds`. */
export interface Rate {
  points: number;
  seconds: number;
}

export interface SocketRates {
  /** Handshakes of one address. Generous, because a whole office may stand behind one and reconnect at once. */
  handshakes: Rate;
  /** Events of one socket. */
  events: Record<ClientEvent | "unknown", Rate>;
}

export const defaultSocketRates: SocketRates = {
  handshakes: { points: 2_000, seconds: 10 },
  events: {
    watch: { points: 200, seconds: 10 },
    unwatch: { points: 200, seconds: 10 },
    read: { points: 200, seconds: 10 },
    // A cursor that moves with every frame of a screen, and something to spare.
    signal: { points: 100, seconds: 1 },
    refresh: { points: 10, seconds: 10 },
    unknown: { points: 20, seconds: 10 },
  },
};

/** Counts uses of a key. */
export interface RateCounter {
  readonly rate: Rate;
  /** True where the key has points left; takes one. */
  admits(key: string): Promise<boolean>;
}

/** Counts by key in this process: a socket stays with the replica that it reached. */
export function createRateCounter(rate: Rate): RateCounter {
  const limiter = new RateLimiterMemory({ points: rate.points, duration: rate.seconds });
  return {
    rate,
    admits: (key) =>
      limiter.consume(key).then(
        () => true,
        () => false,
      ),
  };
}
