import type { RunFilter } from "#client/api";
import { runStatusSchema } from "#lib/contract/run";
import { idSchema } from "#lib/contract/stream-name";

/** Spans of time that the runs page offers, with their length in milliseconds. */
export const spans = {
  "1h": 3_600_000,
  "24h": 86_400_000,
  "7d": 7 * 86_400_000,
  "30d": 30 * 86_400_000,
} as const;
export type Span = keyof typeof spans;

/** The filters of the runs page as its address holds them. */
export interface RunFilters {
  status?: NonNullable<RunFilter["status"]>;
  workflow?: string;
  who?: string;
  when?: Span;
}

/** Reads the filters from the address. What is not a filter's value is passed over: an old link still leads somewhere. */
export function parseRunFilters(parameter: (name: string) => string | undefined): RunFilters {
  const status = runStatusSchema.safeParse(parameter("status"));
  const workflow = idSchema.safeParse(parameter("workflow"));
  const who = idSchema.safeParse(parameter("who"));
  const when = parameter("when");
  return {
    ...(status.success && { status: status.data }),
    ...(workflow.success && { workflow: workflow.data }),
    ...(who.success && { who: who.data }),
    ...(isSpan(when) && { when }),
  };
}

/** The address's query for the filters, with its `?`; empty without any. */
export function runFiltersQuery(filters: RunFilters): string {
  const present = Object.entries(filters).filter(([, value]) => value !== undefined);
  return present.length === 0 ? "" : `?${new URLSearchParams(present)}`;
}

/** What the filters ask of the server, with the time that "the last hour" means now. */
export function toRunFilter({ status, workflow, who, when }: RunFilters, now: number): RunFilter {
  return {
    status,
    workflowId: workflow,
    startedBy: who,
    from: when === undefined ? undefined : new Date(now - spans[when]).toISOString(),
  };
}

function isSpan(value: string | undefined): value is Span {
  return value !== undefined && Object.hasOwn(spans, value);
}
