import { z } from "zod";

/** Longest time limit of one attempt: an hour. */
const maxTimeoutSeconds = 3_600;

/** Settings that every kind shares whose work can fail or take long. */
export const workOptions = {
  timeoutSeconds: z
    .number()
    .min(1)
    .max(maxTimeoutSeconds)
    .default(60)
    .meta({ title: "Time limit", description: "Seconds after which an attempt is stopped and counts as failed." }),
  retries: z
    .int()
    .min(0)
    .max(10)
    .default(0)
    .meta({ title: "Retries", description: "How many times a failed attempt is tried again." }),
  retryDelaySeconds: z
    .number()
    .min(0.1)
    .max(3_600)
    .default(2)
    .meta({ title: "Retry delay", description: "Seconds before the first retry." }),
  backoff: z.enum(["exponential", "fixed"]).default("exponential").meta({
    title: "Backoff",
    description: "Exponential doubles the delay with each retry, up to five minutes.",
  }),
  onError: z.enum(["fail", "continue"]).default("fail").meta({
    title: "When it fails",
    description: "Fail the run, or go on from the handle `error`.",
  }),
} as const;

const workOptionsSchema = z.object(workOptions);
export type WorkOptions = z.output<typeof workOptionsSchema>;
const defaultWorkOptions: WorkOptions = workOptionsSchema.parse({});

/** Read from any node's settings, of whatever kind; what is absent, or does not fit, has its default. */
export function workOptionsOf(settings: Readonly<Record<string, unknown>>): WorkOptions {
  return workOptionsSchema.catch(defaultWorkOptions).parse(settings);
}

/** Longest delay between two attempts. */
const maxRetryDelayMs = 5 * 60 * 1_000;

/** The delay before the attempt after `attempt` (from 1), in milliseconds. */
export function retryDelayMs(options: WorkOptions, attempt: number): number {
  const factor = options.backoff === "exponential" ? 2 ** Math.min(attempt - 1, 20) : 1;
  return Math.min(options.retryDelaySeconds * 1_000 * factor, maxRetryDelayMs);
}
