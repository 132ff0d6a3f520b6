import { z } from "zod";
import { defineKind, oneWayOut } from "./node-kind.ts";
import { plain } from "./settings/setting-text.ts";

/** Whether the fields make a schedule is checked with the graph: what reads a calendar has no place in a browser. */
const settings = z.object({
  cron: plain("Cron", "When it starts, as five cron fields, such as `0 3 * * *` for three in the morning.").min(1),
  timeZone: plain("Time zone", "The zone the times are in, such as `Europe/Berlin`.").default("UTC"),
});

export const scheduleTrigger = defineKind({
  name: "schedule-trigger",
  title: "Schedule",
  doc: "Starts the workflow at set times, in a time zone of its own.",
  icon: "calendar-clock",
  category: "trigger",
  settings,
  handles: oneWayOut,
});

export const scheduleTriggerSettings = settings;
