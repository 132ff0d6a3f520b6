"use client";
import * as Radix from "radix-ui/switch";
import type { ComponentProps } from "react";
import { classNames } from "../class-names.ts";

/** On or off, at once. Name it with a `<label htmlFor>` or `aria-label`. */
export function Switch({ className, ...rest }: ComponentProps<typeof Radix.Root>) {
  return (
    <Radix.Root
      className={classNames(
        "relative inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-line-strong bg-sunken transition-colors",
        "data-[state=checked]:border-accent data-[state=checked]:bg-accent disabled:opacity-55",
        className,
      )}
      {...rest}
    >
      <Radix.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-muted transition-transform data-[state=checked]:translate-x-4.5 data-[state=checked]:bg-on-accent" />
    </Radix.Root>
  );
}
