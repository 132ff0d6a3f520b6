import { z } from "zod";
import { defineKind, oneWayOut } from "./node-kind.ts";
import { template } from "./settings/setting-text.ts";

/** Longest wait: 30 days. */
export const maxWaitSeconds = 30 * 24 * 60 * 60;

const settings = z.object({
  seconds: z
    .number()
    .min(0)
    .max(maxWaitSeconds)
    .default(60)
    .meta({ title: "Seconds", description: "How long it waits, where no time is given." }),
  until: template("Until", "An ISO 8601 time to wait for instead, such as `{{ $input.dueAt }}`.").optional(),
});

export const wait = defineKind({
  name: "wait",
  title: "Wait",
  doc: "Waits for a while, or until a time, and passes on what arrived.",
  icon: "timer",
  category: "flow",
  settings,
  handles: oneWayOut,
});

export const waitSettings = settings;
