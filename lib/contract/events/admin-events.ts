import { z } from "zod";
import { defineEvent } from "../event-definition.ts";
import { olga, personSchema } from "./example-people.ts";

/** What owners and admins hear. */
export const adminEvents = {
  "session.started": defineEvent({
    version: 1,
    streams: ["admins"],
    doc: "Somebody signed in.",
    data: z.object({ sessionId: z.string(), user: personSchema, method: z.string(), address: z.string().optional() }),
    example: { sessionId: "ses_1", user: olga, method: "credentials", address: "203.0.113.7" },
  }),
  "session.ended": defineEvent({
    version: 1,
    streams: ["admins"],
    doc: "A session is over.",
    data: z.object({
      sessionId: z.string(),
      user: personSchema,
      reason: z.enum(["revoked", "signed-out", "expired", "removed"]),
    }),
    example: { sessionId: "ses_1", user: olga, reason: "signed-out" },
  }),
  "auth.failed": defineEvent({
    version: 1,
    streams: ["admins"],
    doc: "A sign-in was refused.",
    data: z.object({ account: z.string().max(320), reason: z.string(), address: z.string().optional() }),
    example: { account: "operator@acme.test", reason: "wrong-credentials", address: "203.0.113.7" },
  }),
} as const;
