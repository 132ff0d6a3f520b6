import { History, House, type LucideIcon, Workflow } from "lucide-react";

export interface Destination {
  href: string;
  label: string;
  icon: LucideIcon;
  /** Pressed after `g`. */
  key: string;
}

/** The places of the product, as the bars, the palette and the shortcuts name them. */
export const destinations: readonly Destination[] = [
  { href: "/", label: "Home", icon: House, key: "h" },
  { href: "/workflows", label: "Workflows", icon: Workflow, key: "w" },
  { href: "/runs", label: "Runs", icon: History, key: "r" },
];

/** Is the page at `pathname` part of that place? */
export function isWithin(pathname: string, href: string): boolean {
  return href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(`${href}/`);
}
