import { Card } from "#components/ui/card";
import { Skeleton } from "#components/ui/states/skeleton";

/** The home page's panels before their contents are there. */
export function HomeSkeleton() {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[1.15fr_1fr]">
      <div className="flex flex-col gap-4">
        <PanelSkeleton rows={1} />
        <PanelSkeleton rows={4} />
      </div>
      <PanelSkeleton rows={5} />
    </div>
  );
}

function PanelSkeleton({ rows }: { rows: number }) {
  return (
    <Card aria-hidden>
      <div className="flex min-h-11 items-center border-b border-line px-4">
        <Skeleton className="h-4 w-28" />
      </div>
      <div className="divide-y divide-line">
        {Array.from({ length: rows }, (_, row) => (
          <div key={row} className="flex flex-col gap-2.5 px-4 py-3">
            <Skeleton className="h-4 w-2/5" />
            <Skeleton className="h-1.5 w-full" />
            <Skeleton className="h-3 w-3/5" />
          </div>
        ))}
      </div>
    </Card>
  );
}
