"use client";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { useEarlyLoad } from "../../ui/loading/use-early-load.ts";
import type { SignedInPerson } from "../session/signed-in-person.ts";
import { closePanel, type ShellPanel, shellPanels } from "./shell-panels.ts";
import { useShortcuts } from "./use-shortcuts.ts";

const loadPalette = () => import("./command-palette.tsx");
const loadShortcuts = () => import("./shortcuts-dialog.tsx");
const CommandPalette = dynamic(() => loadPalette().then((module) => module.CommandPalette), { ssr: false });
const ShortcutsDialog = dynamic(() => loadShortcuts().then((module) => module.ShortcutsDialog), { ssr: false });

/** Where the shell's panels open. Their code is loaded after the page's. */
export function ShellPanelsOutlet({ person }: { person: SignedInPerson }) {
  useShortcuts();
  useEarlyLoad(loadPalette);
  useEarlyLoad(loadShortcuts);
  const open = useStore(shellPanels, (state) => state.open);
  const wanted = useEverOpened(open);
  return (
    <>
      {wanted.has("palette") && (
        <CommandPalette person={person} isOpen={open === "palette"} onClose={() => closeIf("palette")} />
      )}
      {wanted.has("shortcuts") && (
        <ShortcutsDialog isOpen={open === "shortcuts"} onClose={() => closeIf("shortcuts")} />
      )}
    </>
  );
}

/** A panel that closes late must not close the one that was opened after it. */
function closeIf(panel: ShellPanel): void {
  if (shellPanels.getState().open === panel) closePanel();
}

function useEverOpened(open: ShellPanel | null): ReadonlySet<ShellPanel> {
  const [opened, setOpened] = useState<ReadonlySet<ShellPanel>>(() => new Set());
  useEffect(() => {
    if (open !== null) setOpened((was) => (was.has(open) ? was : new Set([...was, open])));
  }, [open]);
  return opened;
}
