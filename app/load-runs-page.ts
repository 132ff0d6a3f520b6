import { getContainer } from "#server/container";
import { type RunFilters, toRunFilter } from "../components/runs-list/run-filters.ts";
import type { User } from "./current-user.ts";

/** Runs on a page of the list. */
const pageSize = 100;

/** The first page of matching runs, and what the filters offer to choose from. */
export async function loadRunsPage(user: User, filters: RunFilters, now: number) {
  const { runs, workflows } = getContainer();
  const [page, known] = await Promise.all([
    runs.list(user, { ...toRunFilter(filters, now), limit: pageSize }),
    workflows.list(user, { limit: 100 }),
  ]);
  if (!page.ok) return page;
  const { items, next } = page.value;
  return {
    ok: true as const,
    value: {
      runs: items,
      next,
      workflows: known.ok ? known.value.items.map(({ id, name }) => ({ id, name })) : [],
      people: peopleOf(user, items, filters.who),
    },
  };
}

/** Oneself, then everybody who started one of these runs, then whoever the address names. */
function peopleOf(
  user: User,
  items: readonly { trigger: { by?: { id: string; name: string } | undefined } }[],
  who: string | undefined,
): { id: string; name: string }[] {
  const people = new Map([[user.userId, "Me"]]);
  const others = items.flatMap(({ trigger }) => trigger.by ?? []).sort((a, b) => a.name.localeCompare(b.name));
  for (const { id, name } of others) if (!people.has(id)) people.set(id, name);
  if (who !== undefined && !people.has(who)) people.set(who, "One person");
  return [...people].map(([id, name]) => ({ id, name }));
}
