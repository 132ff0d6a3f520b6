import type { ComponentProps } from "react";
import { Avatar } from "#components/ui/avatar";
import type { SignedInPerson } from "../session/signed-in-person.ts";

/** The picture that opens the account menu. */
export function UserMenuButton({ person, ...rest }: { person: SignedInPerson } & ComponentProps<"button">) {
  return (
    <button
      type="button"
      aria-label={`Account of ${person.name}`}
      aria-haspopup="menu"
      className="inline-flex size-8 shrink-0 items-center justify-center rounded-full transition-colors hover:bg-hover data-[state=open]:bg-hover pointer-coarse:size-11"
      {...rest}
    >
      <Avatar name={person.name} />
    </button>
  );
}
