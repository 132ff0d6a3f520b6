"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { classNames } from "../ui/class-names.ts";
import { destinations, isWithin } from "./destinations.ts";

/** The way to the product's places, in the top bar or, on a phone, at the bottom under the thumb. */
export function NavigationLinks({ place }: { place: "top" | "bottom" }) {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Main"
      className={
        place === "top"
          ? "hidden h-full items-stretch md:flex"
          : "fixed inset-x-0 bottom-0 z-40 flex h-(--shell-bottom) border-t border-line bg-surface/95 pb-[env(safe-area-inset-bottom)] backdrop-blur md:hidden"
      }
    >
      {destinations.map(({ href, label, icon: Icon }) => {
        const isCurrent = isWithin(pathname, href);
        return (
          <Link
            key={href}
            href={href}
            aria-current={isCurrent ? "page" : undefined}
            className={classNames(
              "flex items-center font-medium transition-colors focus-visible:-outline-offset-2",
              place === "top" ? "relative gap-2 px-3 text-sm" : "flex-1 flex-col justify-center gap-0.5 text-2xs",
              isCurrent ? "text-foreground" : "text-muted hover:text-foreground",
              place === "top" &&
                isCurrent &&
                "after:absolute after:inset-x-2 after:bottom-0 after:h-0.5 after:rounded-full after:bg-accent",
            )}
          >
            <Icon
              className={classNames(place === "top" ? "size-4" : "size-5", isCurrent && "text-accent")}
              aria-hidden
            />
            {label}
          </Link>
        );
      })}
    </nav>
  );
}
