import { HomeSkeleton } from "#components/home/home-skeleton";
import { PageSkeleton } from "#components/ui/page-skeleton";

export default function Loading() {
  return (
    <PageSkeleton name="home">
      <HomeSkeleton />
    </PageSkeleton>
  );
}
