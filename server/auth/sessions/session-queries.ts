import { and, eq, isNull, sql } from "drizzle-orm";
import type { Role } from "#lib/contract/role";
import { seesEveryTeam } from "#lib/domain/permissions";
import type { Queryable } from "#server/db/database";
import { memberships, organizations, sessions, teamMembers, teams, users } from "#server/db/schema";
import type { Reach } from "../authenticator.ts";
import type { FoundSession, SessionState } from "./session-state.ts";

/** Beside a session: the teams that its person is in, and all of its organization, each in order. */
const teamColumns = {
  ownTeamIds: sql<string[]>`(
    select coalesce(json_agg(${teams.id} order by ${teams.id}), '[]'::json)
    from ${teamMembers} join ${teams} on ${teams.id} = ${teamMembers.teamId}
    where ${teamMembers.userId} = ${sessions.userId} and ${teams.orgId} = ${sessions.orgId})`,
  allTeamIds: sql<string[]>`(
    select coalesce(json_agg(${teams.id} order by ${teams.id}), '[]'::json)
    from ${teams} where ${teams.orgId} = ${sessions.orgId})`,
};

/** One query: the session, whose it is, and what they may reach at this moment. */
export async function findSession(db: Queryable, sessionId: string, now: Date): Promise<FoundSession> {
  const [row] = await db
    .select({
      userId: users.id,
      name: users.name,
      email: users.email,
      orgId: organizations.id,
      orgName: organizations.name,
      role: memberships.role,
      ...teamColumns,
      expiresAt: sessions.expiresAt,
      lastSeenAt: sessions.lastSeenAt,
      endedAt: sessions.endedAt,
      endReason: sessions.endReason,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(organizations, eq(organizations.id, sessions.orgId))
    .leftJoin(memberships, memberOfSession)
    .where(eq(sessions.id, sessionId));
  if (row === undefined) return { kind: "unknown" };

  const { expiresAt, lastSeenAt, role, userId, name, email, orgId, orgName } = row;
  const state = judge(row, now);
  // A missing role is what `judge` calls removed; the compiler cannot know that.
  if (state.kind !== "live") return state;
  if (role === null) return { kind: "overdue", reason: "removed" };
  const { teamIds } = reachOf(role, row);
  return {
    kind: "live",
    actor: { kind: "user", userId, name, email, sessionId, orgId, orgName, role, teamIds },
    expiresAt,
    lastSeenAt,
  };
}

/** The states of many sessions in one query. Sessions without a row are `unknown`. */
export async function findSessionStates(
  db: Queryable,
  sessionIds: readonly string[],
  now: Date,
): Promise<Map<string, SessionState>> {
  const states = new Map<string, SessionState>(sessionIds.map((id) => [id, { kind: "unknown" }]));
  if (sessionIds.length === 0) return states;
  const rows = await db
    .select({
      id: sessions.id,
      expiresAt: sessions.expiresAt,
      endedAt: sessions.endedAt,
      endReason: sessions.endReason,
      role: memberships.role,
    })
    .from(sessions)
    .leftJoin(memberships, memberOfSession)
    .where(isOneOf(sessionIds));
  for (const row of rows) states.set(row.id, judge(row, now));
  return states;
}

/** What the people of many sessions may reach, in one query. Sessions of no member, and ended ones, are left out. */
export async function findReaches(db: Queryable, sessionIds: readonly string[]): Promise<Map<string, Reach>> {
  if (sessionIds.length === 0) return new Map();
  const rows = await db
    .select({ id: sessions.id, role: memberships.role, ...teamColumns })
    .from(sessions)
    .innerJoin(memberships, memberOfSession)
    .where(and(isOneOf(sessionIds), isNull(sessions.endedAt)));
  return new Map(rows.map((row) => [row.id, reachOf(row.role, row)]));
}

function reachOf(role: Role, { ownTeamIds, allTeamIds }: { ownTeamIds: string[]; allTeamIds: string[] }): Reach {
  return { role, teamIds: seesEveryTeam(role) ? allTeamIds : ownTeamIds };
}

/** As one JSON parameter: thousands of sockets must not become thousands of parameters. */
function isOneOf(sessionIds: readonly string[]) {
  return sql`${sessions.id} in (select json_array_elements_text(${JSON.stringify(sessionIds)}::json))`;
}

const memberOfSession = and(eq(memberships.orgId, sessions.orgId), eq(memberships.userId, sessions.userId));

interface Judged {
  expiresAt: Date;
  endedAt: Date | null;
  endReason: "revoked" | "signed-out" | "expired" | "removed" | null;
  role: unknown;
}

function judge(row: Judged, now: Date): SessionState {
  if (row.endedAt !== null) return { kind: "ended", reason: row.endReason ?? "revoked" };
  if (row.expiresAt <= now) return { kind: "overdue", reason: "expired" };
  if (row.role === null) return { kind: "overdue", reason: "removed" };
  return { kind: "live" };
}
