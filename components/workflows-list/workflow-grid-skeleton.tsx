import { Skeleton } from "#components/ui/states/skeleton";

/** Cards before their workflows are there, of the same size. */
export function WorkflowGridSkeleton() {
  return (
    <ul aria-hidden className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
      {["a", "b", "c", "d", "e", "f"].map((key) => (
        <li key={key} className="flex flex-col overflow-hidden rounded-lg border border-line bg-surface shadow-card">
          <Skeleton className="h-28 rounded-none" />
          <div className="flex flex-1 flex-col gap-2.5 p-4">
            <Skeleton className="h-4 w-1/2" />
            <Skeleton className="h-3.5 w-full" />
            <Skeleton className="h-3.5 w-4/5" />
            <Skeleton className="mt-2 h-3 w-2/5" />
          </div>
          <div className="flex min-h-12 items-center justify-between border-t border-line px-4">
            <Skeleton className="h-5 w-24 rounded-full" />
            <Skeleton className="h-7 w-16" />
          </div>
        </li>
      ))}
    </ul>
  );
}
