import type { RunStatus, RunSummary } from "#lib/contract/run";
import { getContainer } from "#server/container";
import type { User } from "./current-user.ts";

/** How many runs of each status the home page starts with: all that are likely to be under way, and the last failures. */
const shares: readonly (readonly [RunStatus, number])[] = [
  ["running", 100],
  ["queued", 50],
  ["paused", 50],
  ["failed", 20],
  ["blocked", 20],
];

/** The runs that the home page is about. A refusal of any is answered as it is. */
export async function loadHomeRuns(user: User) {
  const { runs } = getContainer();
  const found: RunSummary[] = [];
  for (const answer of await Promise.all(shares.map(([status, limit]) => runs.list(user, { status, limit })))) {
    if (!answer.ok) return answer;
    found.push(...answer.value.items);
  }
  return { ok: true as const, value: found };
}
