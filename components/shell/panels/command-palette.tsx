"use client";
import { Command } from "cmdk";
import { Keyboard, LogOut, Play, Search, Workflow } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import * as Radix from "radix-ui/dialog";
import type { ReactNode } from "react";
import { StatusBadge } from "#components/status/status-badge";
import { Kbd } from "#components/ui/kbd";
import { RelativeTime } from "#components/ui/time/relative-time";
import { destinations } from "../destinations.ts";
import { leave } from "../session/leave.ts";
import { mayOperate, type SignedInPerson } from "../session/signed-in-person.ts";
import { themeChoices } from "../user-menu/theme-choices.ts";
import { openPanel } from "./shell-panels.ts";
import { usePaletteContents } from "./use-palette-contents.ts";

/** Goes anywhere and starts anything by its name. */
export function CommandPalette({
  person,
  isOpen,
  onClose,
}: {
  person: SignedInPerson;
  isOpen: boolean;
  onClose: () => void;
}) {
  const router = useRouter();
  const { setTheme } = useTheme();
  const { workflows, runs, isLoading, failure } = usePaletteContents(isOpen);

  /** Closes first: what follows may open a panel of its own. */
  const act = (action: () => void) => () => {
    onClose();
    action();
  };
  const go = (href: string) => act(() => router.push(href));

  return (
    <Radix.Root open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 animate-fade bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-2 top-2 z-50 mx-auto max-w-xl animate-rise overflow-hidden rounded-xl border border-line bg-raised text-foreground shadow-raised outline-none sm:top-[12vh]"
        >
          <Radix.Title className="sr-only">Search or run</Radix.Title>
          <Command label="Search or run" loop>
            <div className="flex items-center gap-2.5 border-b border-line px-4">
              <Search className="size-4 shrink-0 text-muted" aria-hidden />
              <Command.Input
                placeholder="Type a name or a command…"
                className="h-12 w-full bg-transparent text-base outline-none placeholder:text-faint pointer-coarse:text-lg"
              />
              <Kbd keys="Esc" className="hidden sm:inline-flex" />
            </div>
            <Command.List className="max-h-[min(60dvh,24rem)] scroll-py-2 overflow-y-auto overscroll-contain p-1.5">
              <Command.Empty className="px-4 py-8 text-center text-sm text-muted">
                Nothing goes by that name.
              </Command.Empty>
              <Group heading="Go to">
                {destinations.map(({ href, label, icon: Icon, key }) => (
                  <Item key={href} value={`go ${label}`} onSelect={go(href)}>
                    <Icon aria-hidden />
                    {label}
                    <Kbd keys={`g ${key}`} className="ml-auto hidden sm:inline-flex" />
                  </Item>
                ))}
              </Group>
              {workflows.length > 0 && (
                <Group heading="Workflows">
                  {workflows.map(({ id, name, teamName }) => (
                    <Item key={id} value={`workflow ${name} ${id}`} onSelect={go(`/workflows/${id}`)}>
                      <Workflow aria-hidden />
                      <span className="truncate">{name}</span>
                      {teamName !== null && <span className="ml-auto text-xs text-faint">{teamName}</span>}
                    </Item>
                  ))}
                </Group>
              )}
              {workflows.length > 0 && mayOperate(person.role) && (
                <Group heading="Run">
                  {workflows.map(({ id, name }) => (
                    <Item key={id} value={`run ${name} ${id} start`} onSelect={go(`/workflows/${id}?start=1`)}>
                      <Play aria-hidden />
                      <span className="truncate">Run {name}</span>
                    </Item>
                  ))}
                </Group>
              )}
              {runs.length > 0 && (
                <Group heading="Recent runs">
                  {runs.map((run) => (
                    <Item
                      key={run.id}
                      value={`recent run ${run.workflowName} ${run.status} ${run.id}`}
                      onSelect={go(`/runs/${run.id}`)}
                    >
                      <StatusBadge status={run.status} look="plain" className="w-24" />
                      <span className="truncate">{run.workflowName}</span>
                      <RelativeTime time={run.queuedAt} className="ml-auto text-xs text-faint tabular" />
                    </Item>
                  ))}
                </Group>
              )}
              {isLoading && <p className="px-2.5 py-3 text-sm text-muted">Loading workflows and runs…</p>}
              {failure !== null && <p className="px-2.5 py-3 text-sm text-danger">{failure}</p>}
              <Group heading="Preferences">
                {themeChoices.map(({ value, label, icon: Icon }) => (
                  <Item key={value} value={`theme ${label}`} onSelect={act(() => setTheme(value))}>
                    <Icon aria-hidden />
                    Theme: {label}
                  </Item>
                ))}
                <Item value="keyboard shortcuts help" onSelect={act(() => openPanel("shortcuts"))}>
                  <Keyboard aria-hidden />
                  Keyboard shortcuts
                  <Kbd keys="?" className="ml-auto hidden sm:inline-flex" />
                </Item>
                <Item value="sign out" onSelect={act(() => void leave())}>
                  <LogOut aria-hidden />
                  Sign out
                </Item>
              </Group>
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-faint"
    >
      {children}
    </Command.Group>
  );
}

function Item({ value, onSelect, children }: { value: string; onSelect: () => void; children: ReactNode }) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 text-sm select-none data-[selected=true]:bg-hover pointer-coarse:h-11 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted"
    >
      {children}
    </Command.Item>
  );
}
