import { createHash } from "node:crypto";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** Failed sign-ins that are let through within the window, by account and by address. */
export const signInLimits = { perAccount: 10, perAddress: 50, windowSeconds: 15 * 60 } as const;

export interface SignInAttempt {
  email: string;
  address: string | undefined;
}

export type SignInAdmission =
  | { admitted: true }
  /** `first` is true for the attempt that met the limit, so that a flood is reported once. */
  | { admitted: false; retryAfterSeconds: number; limit: number; first: boolean };

/** Slows down guessing. Counts live in this process: several replicas let through as many times more. */
export interface SignInLimits {
  /** Counts an attempt as failed before it is checked, so that attempts sent at once cannot all slip through. */
  admit(attempt: SignInAttempt): Promise<SignInAdmission>;
  /** Takes back what `admit` counted: the account starts anew, the address gets its attempt back. */
  succeeded(attempt: SignInAttempt): Promise<void>;
}

/** Counts attempts by account and by address, in the memory of this process. */
export function createSignInLimits(): SignInLimits {
  const duration = signInLimits.windowSeconds;
  const accounts = new RateLimiterMemory({ keyPrefix: "account", points: signInLimits.perAccount, duration });
  const addresses = new RateLimiterMemory({ keyPrefix: "address", points: signInLimits.perAddress, duration });

  return {
    async admit({ email, address }) {
      const byAddress = await consume(addresses, addressKey(address), signInLimits.perAddress);
      if (!byAddress.admitted) return byAddress;
      return consume(accounts, accountKey(email), signInLimits.perAccount);
    },
    async succeeded({ email, address }) {
      await accounts.delete(accountKey(email));
      await addresses.reward(addressKey(address), 1);
    },
  };
}

async function consume(limiter: RateLimiterMemory, key: string, limit: number): Promise<SignInAdmission> {
  try {
    await limiter.consume(key);
    return { admitted: true };
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    const retryAfterSeconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1_000));
    return { admitted: false, retryAfterSeconds, limit, first: refused.consumedPoints === limit + 1 };
  }
}

/** A digest, so that no memory dump of the counters lists who tried to sign in. */
function accountKey(email: string): string {
  return createHash("sha256").update(email).digest("base64url");
}

function addressKey(address: string | undefined): string {
  return address ?? "unknown";
}
