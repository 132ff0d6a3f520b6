import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

// The type scale has a step (`2xs`) that tailwind-merge would take for a colour.
const merge = extendTailwindMerge({ extend: { theme: { text: ["2xs"] } } });

/** Joins class names; of two utilities that set the same property the later one stays. */
export function classNames(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
