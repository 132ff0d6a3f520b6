"use client";
import type { ReactNode } from "react";
import { LiveProvider } from "#client/hooks/live-provider";
import { ServerClockReader } from "./liveness/server-clock-reader.tsx";
import { NavigationLinks } from "./navigation-links.tsx";
import { RunToasts } from "./notices/run-toasts.tsx";
import { ShellPanelsOutlet } from "./panels/shell-panels-outlet.tsx";
import { SessionEnd } from "./session/session-end.tsx";
import type { SignedInPerson } from "./session/signed-in-person.ts";
import { TopBar } from "./top-bar.tsx";

/**
 * What every page of a signed-in person stands in. `cursors` says where the streams of run updates stood when the
 * shell was rendered: toasts start at the next entry.
 */
export function AppShell({
  person,
  cursors,
  children,
}: {
  person: SignedInPerson;
  cursors: Readonly<Record<string, number>>;
  children: ReactNode;
}) {
  return (
    <LiveProvider>
      <div className="has-bottom-bar flex min-h-dvh flex-col">
        <a
          href="#content"
          className="fixed top-2 left-2 z-60 -translate-y-16 rounded-md bg-accent px-3 py-2 text-sm font-medium text-on-accent focus:translate-y-0"
        >
          Skip to content
        </a>
        <TopBar person={person} />
        <main id="content" tabIndex={-1} className="flex min-w-0 flex-1 flex-col pb-(--shell-bottom) outline-none">
          {children}
        </main>
        <NavigationLinks place="bottom" />
      </div>
      <ShellPanelsOutlet person={person} />
      <RunToasts cursors={cursors} />
      <SessionEnd />
      <ServerClockReader />
    </LiveProvider>
  );
}
