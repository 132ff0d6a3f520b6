"use client";
import { Button } from "#components/ui/button";
import { ErrorState } from "#components/ui/states/error-state";

/** A page that threw: the shell and its live connection go on, and the page can be tried again. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div className="flex flex-1 items-center justify-center">
      <ErrorState
        isPage
        title="This page could not be shown"
        reference={error.digest}
        action={
          <>
            <Button variant="primary" onClick={reset}>
              Try again
            </Button>
            <Button onClick={() => window.location.reload()}>Reload</Button>
          </>
        }
      >
        Something went wrong on our side. Nothing was changed by it, and runs go on.
      </ErrorState>
    </div>
  );
}
