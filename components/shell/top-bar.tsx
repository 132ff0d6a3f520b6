"use client";
import { Search } from "lucide-react";
import Link from "next/link";
import { IconButton } from "#components/ui/icon-button";
import { Kbd } from "#components/ui/kbd";
import { LivenessIndicator } from "./liveness/liveness-indicator.tsx";
import { NavigationLinks } from "./navigation-links.tsx";
import { openPanel } from "./panels/shell-panels.ts";
import { ProductMark } from "./product-mark.tsx";
import type { SignedInPerson } from "./session/signed-in-person.ts";
import { UserMenu } from "./user-menu/user-menu.tsx";

/** The bar that every page has: where one is, how live it is, who one is. */
export function TopBar({ person }: { person: SignedInPerson }) {
  return (
    <header className="sticky top-0 z-40 flex h-(--shell-top) items-center gap-1 border-b border-line bg-surface px-3 sm:px-4">
      <Link
        href="/"
        className="mr-2 flex min-w-0 items-center gap-2 rounded-md py-1 pr-1.5"
        aria-label="Signalbox, home"
      >
        <ProductMark />
        <span className="hidden font-semibold tracking-tight sm:inline">Signalbox</span>
        <span aria-hidden className="hidden text-line-strong lg:inline">
          /
        </span>
        <span className="hidden max-w-40 truncate text-muted lg:inline">{person.orgName}</span>
      </Link>
      <NavigationLinks place="top" />
      <div className="ml-auto flex items-center gap-1 sm:gap-2">
        <LivenessIndicator />
        <button
          type="button"
          onClick={() => openPanel("palette")}
          aria-keyshortcuts="Control+K Meta+K"
          className="hidden h-8 w-52 items-center gap-2 rounded-md border border-line bg-background px-2.5 text-sm text-muted transition-colors hover:border-line-strong hover:text-foreground lg:flex"
        >
          <Search className="size-4" aria-hidden />
          <span className="flex-1 text-left">Search or run…</span>
          <Kbd keys="Ctrl K" />
        </button>
        <IconButton label="Search or run" className="lg:hidden" onClick={() => openPanel("palette")}>
          <Search aria-hidden />
        </IconButton>
        <UserMenu person={person} />
      </div>
    </header>
  );
}
