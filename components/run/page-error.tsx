"use client";
import { ErrorState } from "#components/ui/states/error-state";
import { Button } from "../ui/button.tsx";

/** A page that broke: what, and a way to try again. */
export function PageError({
  error,
  reset,
  what,
}: {
  error: Error & { digest?: string };
  reset: () => void;
  what: "workflow" | "run";
}) {
  return (
    <div className="flex flex-1 items-center justify-center">
      <ErrorState
        title={`The ${what} could not be shown`}
        reference={error.digest}
        action={<Button onClick={reset}>Try again</Button>}
      >
        Something failed on the way here. What runs is not affected by it.
      </ErrorState>
    </div>
  );
}
