import { PageSkeleton } from "#components/ui/states/page-skeleton";
import { WorkflowGridSkeleton } from "#components/workflows-list/workflow-grid-skeleton";

export default function Loading() {
  return (
    <PageSkeleton name="workflows">
      <WorkflowGridSkeleton />
    </PageSkeleton>
  );
}
