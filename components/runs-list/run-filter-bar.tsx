"use client";
import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { statusLooks } from "#components/status/status-badge";
import { Button } from "#components/ui/button";
import { Select } from "#components/ui/form/select";
import { runStatuses } from "#lib/contract/run";
import { classNames } from "../ui/class-names.ts";
import { parseRunFilters, type RunFilters, runFiltersQuery, type spans } from "./run-filters.ts";

export interface Named {
  id: string;
  name: string;
}

const any = "any";
const spanWords: Record<keyof typeof spans, string> = {
  "1h": "Last hour",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
};

/** Status, workflow, who, when: each choice is a change of the page's address. */
export function RunFilterBar({
  filters,
  workflows,
  people,
}: {
  filters: RunFilters;
  workflows: readonly Named[];
  people: readonly Named[];
}) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();

  function choose(name: keyof RunFilters, value: string) {
    const chosen: Record<string, string | undefined> = { ...filters, [name]: value === any ? undefined : value };
    const query = runFiltersQuery(parseRunFilters((each) => chosen[each]));
    startTransition(() => router.replace(`/runs${query}`, { scroll: false }));
  }

  const fieldStyle = "w-full sm:w-auto sm:min-w-36 sm:max-w-56";
  return (
    <section
      aria-label="Filters"
      aria-busy={isPending}
      className={classNames(
        "grid grid-cols-2 gap-2 transition-opacity sm:flex sm:flex-wrap",
        isPending && "opacity-70",
      )}
    >
      <Select
        label="Status"
        className={fieldStyle}
        value={filters.status ?? any}
        onValueChange={(value) => choose("status", value)}
        options={[
          { value: any, label: "Any status" },
          ...runStatuses.map((status) => {
            const { word, icon: Icon, text } = statusLooks[status];
            return { value: status, label: word, icon: <Icon className={text} aria-hidden /> };
          }),
        ]}
      />
      <Select
        label="Workflow"
        className={fieldStyle}
        value={filters.workflow ?? any}
        onValueChange={(value) => choose("workflow", value)}
        options={[{ value: any, label: "Any workflow" }, ...workflows.map(toOption)]}
      />
      <Select
        label="Started by"
        className={fieldStyle}
        value={filters.who ?? any}
        onValueChange={(value) => choose("who", value)}
        options={[{ value: any, label: "Anyone" }, ...people.map(toOption)]}
      />
      <Select
        label="When"
        className={fieldStyle}
        value={filters.when ?? any}
        onValueChange={(value) => choose("when", value)}
        options={[
          { value: any, label: "Any time" },
          ...Object.entries(spanWords).map(([value, label]) => ({ value, label })),
        ]}
      />
      {Object.keys(filters).length > 0 && (
        <Button
          variant="ghost"
          className="max-sm:col-span-2"
          onClick={() => startTransition(() => router.replace("/runs", { scroll: false }))}
        >
          <X aria-hidden />
          Clear filters
        </Button>
      )}
    </section>
  );
}

function toOption({ id, name }: Named) {
  return { value: id, label: name };
}
