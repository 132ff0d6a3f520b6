import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Actor } from "#lib/domain/actor";

/** Requests within a window. */
export interface RateLimits {
  windowSeconds: number;
  /** For one API key: it may carry a whole fleet of agents. */
  perKey: number;
  /** For one session: a person with many tabs. */
  perSession: number;
  /** For one address, while nobody is known. */
  perAddress: number;
}

/** Generous: they protect the others from a script that runs wild, not the owner from using the product. */
const defaultRateLimits: RateLimits = {
  windowSeconds: 10,
  perKey: 20_000,
  perSession: 3_000,
  perAddress: 2_000,
};

export interface RateVerdict {
  allowed: boolean;
  limit: number;
  /** `RateLimit`, `RateLimit-Policy` and, where refused, `Retry-After`. */
  headers: Record<string, string>;
}

export interface RateLimiter {
  consume(actor: Actor | null, address: string): Promise<RateVerdict>;
}

/** Counts a process's requests by key, session or address (draft-ietf-httpapi-ratelimit-headers for the headers). */
export function createRateLimiter(limits: RateLimits = defaultRateLimits): RateLimiter {
  const limiter = (points: number, keyPrefix: string) =>
    new RateLimiterMemory({ points, duration: limits.windowSeconds, keyPrefix });
  const keys = limiter(limits.perKey, "key");
  const sessions = limiter(limits.perSession, "session");
  const addresses = limiter(limits.perAddress, "address");

  return {
    consume(actor, address) {
      if (actor === null) return consume(addresses, address, limits.windowSeconds);
      if (actor.kind === "api-key") return consume(keys, actor.keyId, limits.windowSeconds);
      return consume(sessions, actor.sessionId, limits.windowSeconds);
    },
  };
}

async function consume(limiter: RateLimiterMemory, key: string, windowSeconds: number): Promise<RateVerdict> {
  const name = JSON.stringify(limiter.keyPrefix);
  const policy = { "RateLimit-Policy": `${name};q=${limiter.points};w=${windowSeconds}` };
  const outcome = await limiter.consume(key).catch((rejected: unknown) => {
    // The library rejects with the counter where the limit is met, and with an error where it is broken.
    if (rejected instanceof RateLimiterRes) return rejected;
    throw rejected;
  });
  const resetSeconds = Math.max(1, Math.ceil(outcome.msBeforeNext / 1000));
  const allowed = outcome.consumedPoints <= limiter.points;
  return {
    allowed,
    limit: limiter.points,
    headers: {
      ...policy,
      RateLimit: `${name};r=${outcome.remainingPoints};t=${resetSeconds}`,
      ...(!allowed && { "Retry-After": String(resetSeconds) }),
    },
  };
}
