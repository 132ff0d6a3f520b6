import { and, eq } from "drizzle-orm";
import type { Role } from "#lib/contract/role";
import { hashPassword } from "#server/auth/password";
import type { Database, Transaction } from "#server/db/database";
import { memberships, organizations, teamMembers, teams, users } from "#server/db/schema";
import { newId } from "#server/ids";

interface DemoPerson {
  email: string;
  name: string;
  role: Role;
  /** Names of the teams; owners and admins reach every team without being in it. */
  teams: readonly string[];
}

interface DemoOrganization {
  slug: string;
  name: string;
  teams: readonly string[];
  people: readonly DemoPerson[];
}

/** Who the demo shows: one person a role, and a second organization that must see nothing of the first. */
export const demoOrganizations = [
  {
    slug: "acme",
    name: "Acme",
    teams: ["Research", "Support"],
    people: [
      { email: "owner@acme.test", name: "Ingrid Solberg", role: "owner", teams: [] },
      { email: "admin@acme.test", name: "Amir Haddad", role: "admin", teams: [] },
      { email: "editor@acme.test", name: "Elena Petrova", role: "editor", teams: ["Research", "Support"] },
      { email: "operator@acme.test", name: "Olga Nowak", role: "operator", teams: ["Support"] },
      { email: "viewer@acme.test", name: "Victor Lindqvist", role: "viewer", teams: ["Research"] },
    ],
  },
  {
    slug: "globex",
    name: "Globex",
    teams: ["Operations"],
    people: [{ email: "owner@globex.test", name: "Grace Okafor", role: "owner", teams: ["Operations"] }],
  },
] as const satisfies readonly DemoOrganization[];

/** Ids by slug, team name and email, for whoever seeds what these people own. */
export interface SeededOrganization {
  slug: string;
  orgId: string;
  teamIds: Record<string, string>;
  userIds: Record<string, string>;
}

/**
 * Seeds the demo's organizations, teams and people in one transaction, all with the same password. What is there
 * already is left as it is, passwords included. Only for a server whose demo is on: these accounts are well known.
 */
export async function seedDemoPeople(deps: {
  db: Database;
  password: string;
  now: () => Date;
}): Promise<SeededOrganization[]> {
  const passwordHash = await hashPassword(deps.password);
  return deps.db.transaction(async (transaction) => {
    const seeded: SeededOrganization[] = [];
    for (const organization of demoOrganizations) {
      seeded.push(await seedOrganization(transaction, organization, passwordHash, deps.now()));
    }
    return seeded;
  });
}

async function seedOrganization(
  db: Transaction,
  organization: DemoOrganization,
  passwordHash: string,
  createdAt: Date,
): Promise<SeededOrganization> {
  const { slug, name } = organization;
  await db
    .insert(organizations)
    .values({ id: newId("org"), slug, name, createdAt })
    .onConflictDoNothing();
  const orgId = idOf(await db.select({ id: organizations.id }).from(organizations).where(eq(organizations.slug, slug)));

  const teamIds: Record<string, string> = {};
  for (const teamName of organization.teams) teamIds[teamName] = await seedTeam(db, orgId, teamName, createdAt);

  const userIds: Record<string, string> = {};
  for (const person of organization.people) {
    const userId = await seedUser(db, person, passwordHash, createdAt);
    userIds[person.email] = userId;
    await db.insert(memberships).values({ orgId, userId, role: person.role, createdAt }).onConflictDoNothing();
    const rows = person.teams.map((teamName) => ({ teamId: known(teamIds, teamName), userId }));
    if (rows.length > 0) await db.insert(teamMembers).values(rows).onConflictDoNothing();
  }
  return { slug, orgId, teamIds, userIds };
}

async function seedTeam(db: Transaction, orgId: string, name: string, createdAt: Date): Promise<string> {
  await db
    .insert(teams)
    .values({ id: newId("team"), orgId, name, createdAt })
    .onConflictDoNothing();
  const mine = and(eq(teams.orgId, orgId), eq(teams.name, name));
  return idOf(await db.select({ id: teams.id }).from(teams).where(mine));
}

async function seedUser(
  db: Transaction,
  { email, name }: DemoPerson,
  passwordHash: string,
  createdAt: Date,
): Promise<string> {
  await db
    .insert(users)
    .values({ id: newId("usr"), email, name, passwordHash, createdAt })
    .onConflictDoNothing();
  return idOf(await db.select({ id: users.id }).from(users).where(eq(users.email, email)));
}

function idOf(rows: readonly { id: string }[]): string {
  const [row] = rows;
  if (row === undefined) throw new Error("a row of the demo that was just made is not there");
  return row.id;
}

function known(ids: Record<string, string>, name: string): string {
  const id = ids[name];
  if (id === undefined) throw new Error(`the demo has no team ${name}`);
  return id;
}
