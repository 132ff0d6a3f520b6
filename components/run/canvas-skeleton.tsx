import { Skeleton } from "#components/ui/states/skeleton";

/** Holds the place of a page with a diagram. */
export function CanvasSkeleton() {
  return (
    <div className="flex h-shell flex-col" role="status" aria-label="Loading">
      <div className="flex items-center gap-4 border-b border-line bg-surface px-4 py-2.5">
        <Skeleton className="h-6 w-48" />
        <Skeleton className="h-6 w-24" />
        <Skeleton className="ml-auto h-8 w-20" />
      </div>
      <div className="flex flex-1 items-center justify-center gap-12 p-8">
        <Skeleton className="h-20 w-52" />
        <Skeleton className="h-20 w-52 max-sm:hidden" />
        <Skeleton className="h-20 w-52 max-lg:hidden" />
      </div>
    </div>
  );
}
