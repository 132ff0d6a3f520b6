import { Compass, Lock } from "lucide-react";
import Link from "next/link";
import { Button } from "#components/ui/button";
import { EmptyState } from "#components/ui/states/empty-state";
import { ErrorState } from "#components/ui/states/error-state";
import type { ProblemCode } from "#lib/contract/problem";

/** A page's answer when what it is about was refused: not there, not allowed, or failed. */
export function RefusalState({ code, message }: { code: ProblemCode; message: string }) {
  switch (code) {
    case "not-found":
      return <NotFoundState />;
    case "forbidden":
    case "scope-missing":
      return <NotAllowedState message={message} />;
    default:
      return (
        <div className="flex flex-1 items-center justify-center">
          <ErrorState isPage title="This could not be loaded" action={<HomeButton />}>
            {message}
          </ErrorState>
        </div>
      );
  }
}

/** The same for what does not exist and for what one may not see: neither tells of the other. */
export function NotFoundState() {
  return (
    <div className="flex flex-1 items-center justify-center">
      <EmptyState
        isPage
        icon={<Compass aria-hidden />}
        title="There is nothing at this address"
        action={<HomeButton />}
      >
        It may have been removed, or belong to a team or an organization that you are not in.
      </EmptyState>
    </div>
  );
}

function NotAllowedState({ message }: { message?: string }) {
  return (
    <div className="flex flex-1 items-center justify-center">
      <EmptyState isPage icon={<Lock aria-hidden />} title="Your role does not allow this" action={<HomeButton />}>
        {message ?? "Ask an owner or an admin of your organization to change your role."}
      </EmptyState>
    </div>
  );
}

function HomeButton() {
  return (
    <Button asChild>
      <Link href="/">Go home</Link>
    </Button>
  );
}
