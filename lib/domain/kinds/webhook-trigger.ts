import { z } from "zod";
import { defineKind, oneWayOut } from "./node-kind.ts";
import { plain } from "./settings/setting-text.ts";

const settings = z.object({
  secret: plain(
    "Secret",
    "What a caller has to know. It is kept as a hash and never shown again; without one, a new one can be made.",
  )
    .min(16)
    .max(200)
    .optional(),
});

export const webhookTrigger = defineKind({
  name: "webhook-trigger",
  title: "Webhook",
  doc: "Starts the workflow when another system calls its address, with the call's body as input.",
  icon: "webhook",
  category: "trigger",
  settings,
  handles: oneWayOut,
});

export const webhookTriggerSettings = settings;
