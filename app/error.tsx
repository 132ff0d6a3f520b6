"use client";
import { Button } from "#components/ui/button";
import { ErrorState } from "#components/ui/states/error-state";

/** Where even the shell could not be shown, such as while the database is away. */
export default function RootError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <ErrorState
        isPage
        title="Signalbox could not answer"
        reference={error.digest}
        action={
          <Button variant="primary" onClick={reset}>
            Try again
          </Button>
        }
      >
        Something went wrong on our side. Runs that are under way go on.
      </ErrorState>
    </main>
  );
}
