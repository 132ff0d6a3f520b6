import { Cron } from "croner";

/** When a schedule fires next after a time; null where it never does again. Throws for settings that were not checked. */
export function nextOccurrence(cron: string, timeZone: string, after: Date): Date | null {
  return new Cron(cron, { timezone: timeZone, paused: true }).nextRun(after);
}

/** What is wrong with a schedule's settings; null where nothing is. */
export function scheduleProblem(
  cron: string,
  timeZone: string,
): { field: "cron" | "timeZone"; message: string } | null {
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
