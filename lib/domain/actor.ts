import type { Role } from "#lib/contract/role";

/** What an API key may be allowed to do. */
export const apiKeyScopes = [
  "events:write",
  "runs:read",
  "runs:write",
  "workflows:read",
  "workflows:write",
  "streams:read",
  "system:broadcast",
] as const;
export type ApiKeyScope = (typeof apiKeyScopes)[number];

/** A signed-in person, within the one organization that the session is in. Built by the server from its own tables. */
export interface UserActor {
  kind: "user";
  userId: string;
  name: string;
  email: string;
  sessionId: string;
  orgId: string;
  orgName: string;
  role: Role;
  /** Teams whose resources the person reaches: their own, and every team for owners and admins. */
  teamIds: readonly string[];
}

/** An API key: acts for its organization, or for one team of it. */
export interface KeyActor {
  kind: "api-key";
  keyId: string;
  name: string;
  orgId: string;
  orgName: string;
  /** Where set, the key reaches this team's resources and those without a team. */
  teamId: string | null;
  scopes: readonly ApiKeyScope[];
}

export type Actor = UserActor | KeyActor;
