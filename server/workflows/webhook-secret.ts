import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A webhook's secret as it is kept. It is long and random, so that a slow hash would add nothing. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Compares in constant time, with something even where there is nothing to compare with. */
export function matchesSecret(secret: string, hash: string | null): boolean {
  const given = Buffer.from(hashSecret(secret), "hex");
  const kept = Buffer.from(hash ?? hashSecret(""), "hex");
  return timingSafeEqual(given, kept) && hash !== null && secret !== "";
}

/** A new secret, 256 bits. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString("base64url")}`;
}
