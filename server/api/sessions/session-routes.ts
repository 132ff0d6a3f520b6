import { z } from "zod";
import { ok, refuse } from "#lib/contract/problem";
import type { Authenticator } from "#server/auth/authenticator";
import { defineRoute, type Route } from "../route.ts";

const tag = "Identity";

/** The session of whoever asks. */
export function createSessionRoutes(authenticator: Pick<Authenticator, "endSession" | "issueSocketToken">): Route[] {
  return [
    defineRoute({
      method: "post",
      path: "/auth/socket-token",
      tag,
      summary: "Get a token for one socket handshake",
      answersSecret: true,
      description: "For clients that cannot send the session cookie with the upgrade. It lasts a minute.",
      answers: [
        {
          status: 201,
          description: "The token.",
          schema: z.object({ token: z.string(), expiresAt: z.iso.datetime() }),
        },
      ],
      refusals: ["forbidden"],
      async handle({ actor }) {
        if (actor.kind === "api-key") return refuse("forbidden", "An API key is itself the handshake's token.");
        const { token, expiresAt } = await authenticator.issueSocketToken(actor);
        return ok({ token, expiresAt: expiresAt.toISOString() });
      },
    }),
    defineRoute({
      method: "delete",
      path: "/sessions/current",
      tag,
      summary: "Sign out",
      description: "Ends this session, and with it every tab's socket.",
      answers: [{ status: 204, description: "The session is over." }],
      refusals: ["forbidden"],
      async handle({ actor }) {
        if (actor.kind === "api-key") return refuse("forbidden", "An API key has no session to end.");
        await authenticator.endSession(actor.sessionId, "signed-out");
        return ok(null);
      },
    }),
  ];
}
