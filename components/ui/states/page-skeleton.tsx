import type { ReactNode } from "react";
import { Skeleton } from "./skeleton.tsx";

/** A page's heading before its contents are there. What is loading is said once to who cannot see it. */
export function PageSkeleton({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="mx-auto w-full max-w-7xl flex-1 px-4 pt-5 pb-10 sm:px-6 sm:pt-7">
      <p role="status" className="sr-only">
        Loading {name}
      </p>
      <div aria-hidden className="mb-5">
        <Skeleton className="h-7 w-40 sm:h-8" />
        <Skeleton className="mt-0.5 h-5.5 w-64" />
      </div>
      {children}
    </div>
  );
}
