import { Skeleton } from "#components/ui/states/skeleton";
import { classNames } from "../ui/class-names.ts";

const rows = Array.from({ length: 14 }, (_, index) => `row ${index}`);

/** The table's rows before their runs are there, of the same height. */
export function RunsTableSkeleton() {
  return (
    <div aria-hidden>
      <div className="h-9 border-b border-line max-md:hidden" />
      {rows.map((row) => (
        <div
          key={row}
          className={classNames(
            "flex items-center gap-4 border-b border-line px-4 last:border-b-0 md:h-11",
            "max-md:flex-wrap max-md:gap-y-2 max-md:py-3",
          )}
        >
          <Skeleton className="h-5.5 w-24 rounded-full" />
          <Skeleton className="h-4 flex-1" />
          <Skeleton className="h-1.5 flex-1 max-md:flex-none max-md:basis-full" />
          <Skeleton className="h-4 w-24" />
          <Skeleton className="h-4 w-16 max-md:ml-auto" />
          <Skeleton className="h-4 w-16 max-md:hidden" />
        </div>
      ))}
    </div>
  );
}
