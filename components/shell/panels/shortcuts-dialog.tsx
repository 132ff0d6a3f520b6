"use client";
import { Dialog } from "#components/ui/dialog";
import { Kbd } from "#components/ui/kbd";
import { destinations } from "../destinations.ts";

const everywhere: readonly { keys: string; does: string }[] = [
  { keys: "Ctrl K", does: "Search, go, run: the command palette" },
  ...destinations.map(({ key, label }) => ({ keys: `g ${key}`, does: `Go to ${label}` })),
  { keys: "?", does: "This list" },
  { keys: "Esc", does: "Close what is open" },
];

const onDiagrams: readonly { keys: string; does: string }[] = [
  { keys: "← ↑ ↓ →", does: "Walk along the edges" },
  { keys: "Enter", does: "Open the node" },
  { keys: "+ −", does: "Zoom in, zoom out" },
  { keys: "0", does: "Show everything" },
  { keys: "f", does: "Follow the run" },
];

/** The list of keyboard shortcuts. */
export function ShortcutsDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog isOpen={isOpen} onOpenChange={(next) => !next && onClose()} title="Keyboard shortcuts" width="sm">
      <ShortcutList shortcuts={everywhere} />
      <h3 className="mt-5 mb-1 text-sm font-medium">On a workflow or a run</h3>
      <ShortcutList shortcuts={onDiagrams} />
    </Dialog>
  );
}

function ShortcutList({ shortcuts }: { shortcuts: readonly { keys: string; does: string }[] }) {
  return (
    <dl className="flex flex-col divide-y divide-line">
      {shortcuts.map(({ keys, does }) => (
        <div key={keys} className="flex items-center justify-between gap-4 py-2">
          <dt className="text-sm text-muted">{does}</dt>
          <dd>
            <Kbd keys={keys} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
