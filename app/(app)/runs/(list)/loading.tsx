import { RunsTableSkeleton } from "#components/runs-list/runs-table-skeleton";
import { Card } from "#components/ui/card";
import { PageSkeleton } from "#components/ui/states/page-skeleton";
import { Skeleton } from "#components/ui/states/skeleton";

export default function Loading() {
  return (
    <PageSkeleton name="runs">
      <div aria-hidden className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
        {["status", "workflow", "who", "when"].map((field) => (
          <Skeleton key={field} className="h-8 sm:w-36 pointer-coarse:h-11" />
        ))}
      </div>
      <Card className="mt-4">
        <RunsTableSkeleton />
      </Card>
    </PageSkeleton>
  );
}
