import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { type Result, refuse } from "#lib/contract/problem";
import { apiKeyScopes } from "#lib/domain/actor";
import { createApiKey } from "#server/auth/api-keys";
import type { Database } from "#server/db/database";
import { organizations, teams } from "#server/db/schema";

/** A key as a person at the terminal asks for it: by names. */
export const namedKeySchema = z.object({
  /** The organization's slug, such as `acme`. */
  org: z.string().min(1),
  /** The team's name, for a key of one team. */
  team: z.string().min(1).optional(),
  name: z.string().min(1),
  scopes: z.array(z.enum(apiKeyScopes)),
  expiresInSeconds: z.int().min(1).optional(),
});
export type NamedKey = z.output<typeof namedKeySchema>;

export const createdKeySchema = z.object({ id: z.string(), key: z.string(), prefix: z.string() });
export type CreatedKey = z.output<typeof createdKeySchema>;

/** Makes an API key. Refuses with `not-found` an organization or a team that does not exist, naming those that do. */
export async function createNamedKey(
  { db, now }: { db: Database; now: () => Date },
  { org, team, name, scopes, expiresInSeconds }: NamedKey,
): Promise<Result<CreatedKey>> {
  const orgs = await db.select({ id: organizations.id, slug: organizations.slug }).from(organizations);
  const found = orgs.find(({ slug }) => slug === org);
  if (found === undefined) {
    const known = orgs.map(({ slug }) => slug).join(", ") || "none yet";
    return refuse("not-found", `There is no organization '${org}'. Known: ${known}.`, { field: "org" });
  }
  const teamId = team === undefined ? null : await findTeam(db, found.id, team);
  if (teamId === undefined) return refuse("not-found", `'${org}' has no team '${team}'.`, { field: "team" });
  const expiresAt = expiresInSeconds === undefined ? null : new Date(now().getTime() + expiresInSeconds * 1000);
  return createApiKey({ db, now }, { orgId: found.id, teamId, name, scopes, expiresAt });
}

/** Names of teams are compared as people type them. */
async function findTeam(db: Database, orgId: string, name: string): Promise<string | undefined> {
  const rows = await db
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .where(and(eq(teams.orgId, orgId)));
  return rows.find((row) => row.name.toLowerCase() === name.toLowerCase())?.id;
}
