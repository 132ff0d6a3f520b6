import { createHash, randomBytes } from "node:crypto";
import { and, eq, isNull, lte, or } from "drizzle-orm";
import { z } from "zod";
import { ok, type Result, refuse, refuseInvalid } from "#lib/contract/problem";
import { type ApiKeyScope, apiKeyScopes, type KeyActor } from "#lib/domain/actor";
import type { Database } from "#server/db/database";
import { apiKeys, organizations, teams } from "#server/db/schema";
import { newId } from "#server/ids";

/** Every key starts so: people, secret scanners and our own code recognise it. */
export const apiKeyPrefix = "sbx_";

/** Random bytes of a key: 256 bits cannot be guessed, so that one round of SHA-256 is enough at rest. */
const keyBytes = 32;

/** Characters of a key that are kept readable, so that people recognise it in a list. */
const shownCharacters = 10;

/** `lastUsedAt` is exact to this many milliseconds. */
const lastUsedStepMs = 60_000;

const newKeySchema = z.object({
  name: z.string().trim().min(1, "must not be empty").max(100),
  scopes: z
    .array(z.enum(apiKeyScopes))
    .min(1, "needs at least one scope")
    .transform((scopes) => [...new Set(scopes)]),
});

export interface NewApiKey {
  orgId: string;
  /** The one team that the key acts for; null for the whole organization. */
  teamId: string | null;
  name: string;
  scopes: readonly ApiKeyScope[];
  /** Null for a key that stays until it is revoked. */
  expiresAt: Date | null;
}

/**
 * Makes a key of an organization. `key` is shown this once and cannot be had again: only its digest is stored.
 * Refuses with `invalid-input`, or `not-found` for an organization, or a team of it, that does not exist.
 */
export async function createApiKey(
  { db, now }: { db: Database; now: () => Date },
  input: NewApiKey,
): Promise<Result<{ id: string; key: string; prefix: string }>> {
  const parsed = newKeySchema.safeParse(input);
  if (!parsed.success) return refuseInvalid(parsed.error);
  const { name, scopes } = parsed.data;
  const { orgId, teamId, expiresAt } = input;
  if (expiresAt !== null && expiresAt <= now()) {
    return refuse("invalid-input", "expiresAt: lies in the past", { field: "expiresAt" });
  }
  const missing = await findMissing(db, orgId, teamId);
  if (missing !== null) return refuse("not-found", `There is no such ${missing.name}`, { field: missing.field });

  const id = newId("key");
  const key = apiKeyPrefix + randomBytes(keyBytes).toString("base64url");
  const prefix = key.slice(0, shownCharacters);
  const createdAt = now();
  await db
    .insert(apiKeys)
    .values({ id, orgId, teamId, name, scopes, expiresAt, createdAt, prefix, hash: hashApiKey(key) });
  return ok({ id, key, prefix });
}

/** Revokes a key of an organization. False where there is none, or it was revoked before. */
export async function revokeApiKey(
  { db, now }: { db: Database; now: () => Date },
  { orgId, keyId }: { orgId: string; keyId: string },
): Promise<boolean> {
  const revoked = await db
    .update(apiKeys)
    .set({ revokedAt: now() })
    .where(and(eq(apiKeys.id, keyId), eq(apiKeys.orgId, orgId), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  return revoked.length > 0;
}

export interface FoundApiKey {
  actor: KeyActor;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

/** The actor behind a key that is neither revoked nor expired, or null. */
export async function findApiKey(db: Database, key: string, now: Date): Promise<FoundApiKey | null> {
  const [row] = await db
    .select({
      keyId: apiKeys.id,
      name: apiKeys.name,
      orgId: apiKeys.orgId,
      orgName: organizations.name,
      teamId: apiKeys.teamId,
      scopes: apiKeys.scopes,
      expiresAt: apiKeys.expiresAt,
      lastUsedAt: apiKeys.lastUsedAt,
    })
    .from(apiKeys)
    .innerJoin(organizations, eq(organizations.id, apiKeys.orgId))
    .where(and(eq(apiKeys.hash, hashApiKey(key)), isNull(apiKeys.revokedAt)));
  if (row === undefined || (row.expiresAt !== null && row.expiresAt <= now)) return null;
  const { expiresAt, lastUsedAt, ...actor } = row;
  return { actor: { kind: "api-key", ...actor }, expiresAt, lastUsedAt };
}

/** Is it time to note another use? */
export function isUseWorthNoting(key: FoundApiKey, now: Date): boolean {
  return key.lastUsedAt === null || key.lastUsedAt.getTime() <= now.getTime() - lastUsedStepMs;
}

/** Notes that a key was used, unless a use in the last step of time is noted already. */
export async function noteUse(db: Database, keyId: string, now: Date): Promise<void> {
  const before = new Date(now.getTime() - lastUsedStepMs);
  await db
    .update(apiKeys)
    .set({ lastUsedAt: now })
    .where(and(eq(apiKeys.id, keyId), or(isNull(apiKeys.lastUsedAt), lte(apiKeys.lastUsedAt, before))));
}

function hashApiKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

async function findMissing(
  db: Database,
  orgId: string,
  teamId: string | null,
): Promise<{ name: string; field: string } | null> {
  const org = await db.select({ id: organizations.id }).from(organizations).where(eq(organizations.id, orgId));
  if (org.length === 0) return { name: "organization", field: "orgId" };
  if (teamId === null) return null;
  const team = await db
    .select({ id: teams.id })
    .from(teams)
    .where(and(eq(teams.id, teamId), eq(teams.orgId, orgId)));
  return team.length === 0 ? { name: "team", field: "teamId" } : null;
}
