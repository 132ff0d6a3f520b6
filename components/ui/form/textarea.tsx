import type { ComponentProps } from "react";
import { classNames } from "../class-names.ts";
import { fieldStyle } from "./input.tsx";

/** Several lines of text; grows with what it holds where the browser can. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={rows}
      className={classNames(fieldStyle, "field-sizing-content max-h-80 min-h-16 py-1.5 leading-5", className)}
      {...rest}
    />
  );
}
