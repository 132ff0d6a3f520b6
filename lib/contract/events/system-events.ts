import { z } from "zod";
import { defineEvent } from "../event-definition.ts";

/** What every connected user hears. */
export const systemEvents = {
  "system.maintenance.scheduled": defineEvent({
    version: 1,
    streams: ["system"],
    doc: "The service will be unavailable for a while.",
    data: z.object({ from: z.iso.datetime(), until: z.iso.datetime(), message: z.string().max(2_000) }),
    example: {
      from: "2026-11-02T02:00:00.000Z",
      until: "2026-11-02T02:15:00.000Z",
      message: "An update is installed; runs go on afterwards.",
    },
  }),
  "system.announcement": defineEvent({
    version: 1,
    streams: ["system"],
    doc: "A word to everyone.",
    data: z.object({ message: z.string().max(2_000), severity: z.enum(["info", "warning"]).default("info") }),
    example: { message: "The new canvas is here." },
  }),
} as const;
