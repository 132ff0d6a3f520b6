import type { ComponentProps } from "react";
import { classNames } from "../class-names.ts";

/** How a field looks. Touch screens get 16 px text: below that, iOS zooms into the page. */
export const fieldStyle = [
  "w-full min-w-0 rounded-md border border-line-strong/60 bg-surface px-2.5 text-sm text-foreground shadow-card",
  "transition-colors placeholder:text-faint hover:border-line-strong focus-visible:border-ring focus-visible:outline-offset-0",
  "aria-invalid:border-danger disabled:opacity-55 pointer-coarse:text-lg",
];

/** A line of text. */
export function Input({ className, type = "text", ...rest }: ComponentProps<"input">) {
  return <input type={type} className={classNames(fieldStyle, "h-8 pointer-coarse:h-11", className)} {...rest} />;
}
