import { Cron } from "croner";
import { z } from "zod";
import { defineKind, oneWayOut } from "./node-kind.ts";
import { plain } from "./setting-text.ts";

const settings = z
  .object({
    cron: plain("Cron", "When it starts, as five cron fields, such as `0 3 * * *` for three in the morning.").min(1),
    timeZone: plain("Time zone", "The zone the times are in, such as `Europe/Berlin`.").default("UTC"),
  })
  .superRefine((value, context) => {
    const problem = scheduleProblem(value.cron, value.timeZone);
    if (problem !== null) context.addIssue({ code: "custom", path: [problem.field], message: problem.message });
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

/** When a schedule fires next after a time; null where it never does again. Throws for settings that were not checked. */
export function nextOccurrence(cron: string, timeZone: string, after: Date): Date | null {
  return new Cron(cron, { timezone: timeZone, paused: true }).nextRun(after);
}

function scheduleProblem(cron: string, timeZone: string): { field: "cron" | "timeZone"; message: string } | null {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
  } catch {
    return { field: "timeZone", message: `'${timeZone}' is not a known time zone` };
  }
  try {
    new Cron(cron, { timezone: timeZone, paused: true });
    return null;
  } catch (error) {
    return { field: "cron", message: error instanceof Error ? error.message : "is not a cron expression" };
  }
}
