import { z } from "zod";
import { defineEvent } from "../event-definition.ts";
import { roleSchema } from "../role.ts";
import { olga, personSchema } from "./example-people.ts";

/** What every member of an organization hears. */
export const orgEvents = {
  "alert.raised": defineEvent({
    version: 1,
    streams: ["org", "team"],
    doc: "Something needs attention.",
    data: z.object({
      alertId: z.string(),
      severity: z.enum(["info", "warning", "critical"]),
      title: z.string().max(200),
      message: z.string().max(2_000),
      /** A path of this product that leads to the cause. */
      href: z.string().max(500).optional(),
    }),
    example: {
      alertId: "alr_1",
      severity: "warning",
      title: "A run failed",
      message: "Nightly pipeline failed at Fetch.",
      href: "/runs/run_1?node=fetch",
    },
  }),
  "alert.acknowledged": defineEvent({
    version: 1,
    streams: ["org", "team"],
    doc: "Somebody took note of an alert, for everyone.",
    data: z.object({ alertId: z.string(), by: personSchema }),
    example: { alertId: "alr_1", by: olga },
  }),
  "member.joined": defineEvent({
    version: 1,
    streams: ["org"],
    doc: "Somebody became a member of the organization.",
    data: z.object({ user: personSchema, role: roleSchema }),
    example: { user: olga, role: "operator" },
  }),
  "member.left": defineEvent({
    version: 1,
    streams: ["org"],
    doc: "Somebody is no longer a member of the organization.",
    data: z.object({ user: personSchema }),
    example: { user: olga },
  }),
  "member.role.changed": defineEvent({
    version: 1,
    streams: ["org"],
    doc: "A member's role changed.",
    data: z.object({ user: personSchema, role: roleSchema, previous: roleSchema }),
    example: { user: olga, role: "editor", previous: "operator" },
  }),
  "team.member.added": defineEvent({
    version: 1,
    streams: ["org"],
    doc: "A member joined a team.",
    data: z.object({ teamId: z.string(), user: personSchema }),
    example: { teamId: "team_support", user: olga },
  }),
  "team.member.removed": defineEvent({
    version: 1,
    streams: ["org"],
    doc: "A member left a team.",
    data: z.object({ teamId: z.string(), user: personSchema }),
    example: { teamId: "team_support", user: olga },
  }),
} as const;
