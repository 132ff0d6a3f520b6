"use client";
import { ChevronDown, ChevronUp } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import type { RunStore } from "#client/run-store";
import { statusLooks } from "../status/status-badge.tsx";
import { durationText } from "../ui/time/time-text.ts";
import { useNow } from "../ui/time/use-now.ts";
import { type Bar, runBars } from "./run-bars.ts";

/** The run's timing as bars over time, one a node in the order they began. Folded away until somebody looks. */
export function RunStrip({ store, onOpenNode }: { store: RunStore; onOpenNode: (nodeId: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <section aria-label="Timing" className="border-t border-line bg-surface max-sm:hidden">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex h-8 w-full items-center gap-2 px-4 text-xs font-medium text-muted hover:text-foreground"
      >
        {isOpen ? <ChevronDown className="size-4" aria-hidden /> : <ChevronUp className="size-4" aria-hidden />}
        Timing
      </button>
      {isOpen && <Bars store={store} onOpenNode={onOpenNode} />}
    </section>
  );
}

function Bars({ store, onOpenNode }: { store: RunStore; onOpenNode: (nodeId: string) => void }) {
  const state = useStore(store, (run) => run.state);
  const graph = useStore(store, (run) => run.graph);
  const now = useNow();
  const { bars, totalMs } = runBars(state, graph, now);
  return (
    <div className="max-h-56 overflow-y-auto px-4 pb-3">
      {bars.length === 0 && <p className="py-4 text-center text-sm text-muted">No node has begun yet.</p>}
      <ul className="text-xs">
        {bars.map((bar) => (
          <li key={bar.nodeId}>
            <BarRow bar={bar} totalMs={totalMs} onOpen={() => onOpenNode(bar.nodeId)} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function BarRow({ bar, totalMs, onOpen }: { bar: Bar; totalMs: number; onOpen: () => void }) {
  const { word, text } = statusLooks[bar.status];
  const left = (bar.fromMs / totalMs) * 100;
  const width = Math.max(0.3, (bar.lastedMs / totalMs) * 100);
  return (
    <button
      type="button"
      onClick={onOpen}
      title={`${bar.name}: ${word.toLowerCase()}, ${durationText(bar.lastedMs)}`}
      className="flex w-full items-center gap-3 rounded-sm py-0.5 text-left hover:bg-hover"
    >
      <span className="w-44 shrink-0 truncate">{bar.name}</span>
      <span className={`relative h-3 flex-1 ${text}`}>
        <span
          className="absolute inset-y-0 rounded-sm bg-current opacity-75"
          style={{ left: `${left}%`, width: `${width}%` }}
        />
      </span>
      <span className="w-20 shrink-0 text-right text-muted tabular">{durationText(bar.lastedMs)}</span>
    </button>
  );
}
