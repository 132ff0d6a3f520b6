import { HomeSkeleton } from "#components/home/home-skeleton";
import { PageSkeleton } from "#components/ui/states/page-skeleton";

export default function Loading() {
  return (
    <PageSkeleton name="home">
      <HomeSkeleton />
    </PageSkeleton>
  );
}
