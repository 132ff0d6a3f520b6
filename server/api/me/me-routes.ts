import { z } from "zod";
import { ok } from "#lib/contract/problem";
import { roleSchema } from "#lib/contract/role";
import { apiKeyScopes } from "#lib/domain/actor";
import { defineRoute, type Route } from "../route.ts";

const orgSchema = z.object({ id: z.string(), name: z.string() });

const meSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("user"),
    id: z.string(),
    name: z.string(),
    email: z.string(),
    org: orgSchema,
    role: roleSchema,
    teamIds: z.array(z.string()),
    sessionId: z.string(),
  }),
  z.object({
    kind: z.literal("api-key"),
    id: z.string(),
    name: z.string(),
    org: orgSchema,
    teamId: z.string().nullable(),
    scopes: z.array(z.enum(apiKeyScopes)),
  }),
]);

/** Who am I, as the server sees it now. */
export function createMeRoutes(): Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/me",
      tag: "Identity",
      summary: "Who the session or key is",
      answers: [{ status: 200, description: "The person or the key.", schema: meSchema }],
      async handle({ actor }) {
        const org = { id: actor.orgId, name: actor.orgName };
        if (actor.kind === "api-key") {
          const { keyId, name, teamId, scopes } = actor;
          return ok({ kind: "api-key", id: keyId, name, org, teamId, scopes });
        }
        const { userId, name, email, role, teamIds, sessionId } = actor;
        return ok({ kind: "user", id: userId, name, email, org, role, teamIds, sessionId });
      },
    }),
  ];
}
