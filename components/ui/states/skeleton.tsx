import type { ComponentProps } from "react";
import { classNames } from "../class-names.ts";

/** Holds the place of what is being loaded, at its very size. */
export function Skeleton({ className, ...rest }: ComponentProps<"div">) {
  return <div aria-hidden className={classNames("animate-sheen rounded-md bg-hover", className)} {...rest} />;
}
