import { BookOpen, SearchX, Workflow } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { StaleFrame } from "#components/shell/liveness/stale-frame";
import { RefusalState } from "#components/shell/refusal-state";
import { Button } from "#components/ui/button";
import { Card } from "#components/ui/card";
import { SearchField } from "#components/ui/form/search-field";
import { Page } from "#components/ui/page";
import { EmptyState } from "#components/ui/states/empty-state";
import { WorkflowGrid } from "#components/workflows-list/workflow-grid";
import { mayOperate } from "../../../../components/shell/session/signed-in-person.ts";
import { requireUser } from "../../../current-user.ts";
import { loadWorkflowCards } from "../../../load-workflow-cards.ts";
import { runCursorsOf } from "../../../run-cursors.ts";
import { firstOf } from "../../../search-parameters.ts";

export const metadata: Metadata = { title: "Workflows" };

type Search = { [K in "q" | "cursor"]?: string | string[] };

export default async function WorkflowsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const user = await requireUser();
  const { q, cursor } = await searchParams;
  const search = firstOf(q)?.slice(0, 200);
  const cursors = await runCursorsOf(user);
  const page = await loadWorkflowCards(user, { search, cursor: firstOf(cursor) });
  if (!page.ok) return <RefusalState code={page.code} message={page.message} />;
  const { items, next } = page.value;
  return (
    <Page
      title="Workflows"
      description="What your teams run."
      action={<SearchField label="Search workflows" resets={["cursor"]} className="w-full sm:w-64" />}
    >
      {items.length === 0 ? (
        <Card>{search === undefined ? <NoWorkflows /> : <NothingFound search={search} />}</Card>
      ) : (
        <StaleFrame>
          <WorkflowGrid
            key={`${search ?? ""} ${firstOf(cursor) ?? ""}`}
            workflows={items}
            cursors={cursors}
            mayRun={mayOperate(user.role)}
          />
        </StaleFrame>
      )}
      {next !== null && (
        <div className="mt-6 flex justify-center">
          <Button asChild>
            <Link
              href={`/workflows?${new URLSearchParams({ ...(search !== undefined && { q: search }), cursor: next })}`}
            >
              More workflows
            </Link>
          </Button>
        </div>
      )}
    </Page>
  );
}

function NoWorkflows() {
  return (
    <EmptyState
      icon={<Workflow aria-hidden />}
      title="No workflows yet"
      action={
        <Button asChild>
          <a href="/api/docs">
            <BookOpen aria-hidden />
            How to send one
          </a>
        </Button>
      }
    >
      A workflow comes in by <code className="font-mono text-xs">POST /api/v1/workflows</code> with its graph; from then
      on it can be run, watched and shared here.
    </EmptyState>
  );
}

function NothingFound({ search }: { search: string }) {
  return (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title={`No workflow is called “${search}”`}
      action={
        <Button asChild>
          <Link href="/workflows">Show all</Link>
        </Button>
      }
    >
      The search looks at names. Workflows of teams that you are not in are not found.
    </EmptyState>
  );
}
