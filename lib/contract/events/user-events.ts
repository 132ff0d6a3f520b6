import { z } from "zod";
import { defineEvent } from "../event-definition.ts";

/** What one user hears, on every device. */
export const userEvents = {
  "inbox.item.added": defineEvent({
    version: 1,
    streams: ["user"],
    doc: "The user's inbox got an item.",
    data: z.object({
      itemId: z.string(),
      title: z.string().max(200),
      message: z.string().max(2_000).optional(),
      href: z.string().max(500).optional(),
    }),
    example: { itemId: "inb_1", title: "Approval needed", href: "/runs/run_1?node=approve" },
  }),
  "inbox.item.read": defineEvent({
    version: 1,
    streams: ["user"],
    doc: "The user read an item, on one of their devices.",
    data: z.object({ itemId: z.string() }),
    example: { itemId: "inb_1" },
  }),
} as const;
