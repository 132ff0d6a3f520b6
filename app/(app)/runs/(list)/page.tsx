import { History, SearchX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { RunFilterBar } from "#components/runs-list/run-filter-bar";
import { RunsTable } from "#components/runs-list/runs-table";
import { StaleFrame } from "#components/shell/liveness/stale-frame";
import { RefusalState } from "#components/shell/refusal-state";
import { Button } from "#components/ui/button";
import { Card } from "#components/ui/card";
import { Page } from "#components/ui/page";
import { EmptyState } from "#components/ui/states/empty-state";
import { parseRunFilters, runFiltersQuery } from "../../../../components/runs-list/run-filters.ts";
import { requireUser } from "../../../current-user.ts";
import { loadRunsPage } from "../../../load-runs-page.ts";
import { runCursorsOf } from "../../../run-cursors.ts";
import { firstOf } from "../../../search-parameters.ts";

export const metadata: Metadata = { title: "Runs" };

export default async function RunsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const user = await requireUser();
  const search = await searchParams;
  const filters = parseRunFilters((name) => firstOf(search[name]));
  const cursors = await runCursorsOf(user);
  const loadedAt = Date.now();
  const page = await loadRunsPage(user, filters, loadedAt);
  if (!page.ok) return <RefusalState code={page.code} message={page.message} />;
  const { runs, next, workflows, people } = page.value;
  return (
    <Page title="Runs" description="Live, whoever or whatever started them.">
      <RunFilterBar filters={filters} workflows={workflows} people={people} />
      <Card className="mt-4" aria-label="Runs">
        <StaleFrame>
          <RunsTable
            key={runFiltersQuery(filters)}
            runs={runs}
            next={next}
            cursors={cursors}
            filters={filters}
            loadedAt={loadedAt}
            empty={Object.keys(filters).length === 0 ? <NoRuns /> : <NothingMatches />}
          />
        </StaleFrame>
      </Card>
    </Page>
  );
}

function NoRuns() {
  return (
    <EmptyState
      icon={<History aria-hidden />}
      title="Nothing has run yet"
      action={
        <Button asChild variant="primary">
          <Link href="/workflows">Go to the workflows</Link>
        </Button>
      }
    >
      A run appears here the moment it is started, by a person, a webhook, a schedule or the API.
    </EmptyState>
  );
}

function NothingMatches() {
  return (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title="No run matches"
      action={
        <Button asChild>
          <Link href="/runs">Clear filters</Link>
        </Button>
      }
    >
      A run that does will appear here by itself.
    </EmptyState>
  );
}
