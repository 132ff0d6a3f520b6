"use client";
import { useTable } from "@tanstack/react-table";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { useRunList } from "#client/hooks/use-run-list";
import { Button } from "#components/ui/button";
import type { RunSummary } from "#lib/contract/run";
import { classNames } from "../ui/class-names.ts";
import { cellStyles, rowStyle, runColumns, runTableFeatures } from "./run-columns.tsx";
import { type RunFilters, toRunFilter } from "./run-filters.ts";
import { RunRow } from "./run-row.tsx";

/** A row's height on a wide screen, in pixels; a phone's are measured as they come. */
const rowHeight = 44;

/**
 * The runs that match, live, newest first, loaded page by page. Only the rows in view are in the document, in its
 * normal flow, so that the server's first rows stand where the browser keeps them.
 */
export function RunsTable({
  runs,
  next,
  cursors,
  filters,
  loadedAt,
  empty,
}: {
  runs: readonly RunSummary[];
  next: string | null;
  cursors: Readonly<Record<string, number>>;
  filters: RunFilters;
  /** When the server loaded the first page, in milliseconds: “the last hour” is counted from there. */
  loadedAt: number;
  /** Shown for as long as nothing matches. */
  empty: ReactNode;
}) {
  const list = useRunList({ runs, next, cursors, filter: toRunFilter(filters, loadedAt) });
  const table = useTable({
    features: runTableFeatures,
    columns: runColumns,
    data: list.runs,
    getRowId: (run) => run.id,
  });
  const rows = table.getRowModel().rows;
  const body = useRef<HTMLTableSectionElement>(null);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    scrollMargin: useTopOf(body),
    overscan: 8,
    // What the server renders, before it is known how high the window is.
    initialRect: { width: 1280, height: 900 },
  });
  const items = virtualizer.getVirtualItems();
  const margin = virtualizer.options.scrollMargin;
  const before = (items[0]?.start ?? margin) - margin;
  const after = virtualizer.getTotalSize() - ((items.at(-1)?.end ?? margin) - margin);

  if (rows.length === 0 && !list.hasMore) return empty;
  return (
    <>
      <table aria-label="Runs" aria-rowcount={list.hasMore ? -1 : rows.length + 1} className="block text-sm">
        <thead className="block max-md:hidden">
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} aria-rowindex={1} className={classNames(rowStyle, "border-b border-line md:h-9")}>
              {group.headers.map((header) => (
                <th
                  key={header.id}
                  scope="col"
                  className={classNames("text-left", cellStyles[header.column.id], "text-xs font-medium text-faint")}
                >
                  <table.FlexRender header={header} />
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody ref={body} className="block" style={{ paddingTop: before, paddingBottom: after }}>
          {items.map((item) => {
            const row = rows[item.index];
            return row && <RunRow key={row.id} row={row} index={item.index} ref={virtualizer.measureElement} />;
          })}
        </tbody>
      </table>
      {list.hasMore && <LoadMore load={list.loadMore} />}
    </>
  );
}

function LoadMore({ load }: { load: () => Promise<void> }) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function loadMore() {
    setBusy(true);
    setFailure(null);
    try {
      await load();
    } catch (error) {
      setFailure(error instanceof Error ? error.message : "The next runs could not be loaded.");
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className="flex flex-col items-center gap-2 border-t border-line p-3">
      <Button isBusy={isBusy} onClick={() => void loadMore()}>
        Load more
      </Button>
      {failure !== null && (
        <p role="alert" className="text-xs text-danger">
          {failure}
        </p>
      )}
    </div>
  );
}

/** How far below the page's top an element begins, in pixels; 0 until it is there. */
function useTopOf(element: { current: HTMLElement | null }): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    if (element.current !== null) setTop(element.current.getBoundingClientRect().top + window.scrollY);
  }, [element]);
  return top;
}
