"use client";
import { useStore } from "zustand";
import { useConnectedRun } from "#client/hooks/use-connected-run";
import { useLiveSummary } from "#client/hooks/use-live-summary";
import type { RunStore } from "#client/run-store";
import type { RunRights } from "#lib/domain/run-rights";
import type { RunSnapshot } from "#lib/domain/run-snapshot";
import { NotFoundState } from "../shell/refusal-state.tsx";
import { LitCanvas } from "./lit-canvas.tsx";
import { RunHeader } from "./run-header.tsx";
import { RunStrip } from "./run-strip.tsx";
import { useRunActions } from "./use-run-actions.ts";
import { useRunAddress } from "./use-run-address.ts";

/** The page of one run: drawn from the server's snapshot, live from its offset on (rule S8). */
export function RunView({ snapshot, rights }: { snapshot: RunSnapshot; rights: RunRights }) {
  const run = useConnectedRun(snapshot.run.id, snapshot);
  return run.kind === "shown" ? <ShownRun store={run.store} rights={rights} /> : null;
}

function ShownRun({ store, rights }: { store: RunStore; rights: RunRights }) {
  const isLost = useStore(store, (run) => run.isLost);
  const graph = useStore(store, (run) => run.graph);
  const summary = useLiveSummary(store);
  const actions = useRunActions(summary.id);
  const { nodeId, openNode } = useRunAddress();
  if (isLost) return <NotFoundState />;
  return (
    <div className="flex h-shell min-h-0 flex-col">
      <RunHeader run={summary} rights={rights} actions={actions} />
      <LitCanvas
        graph={graph}
        name={summary.workflowName}
        run={store}
        rights={rights}
        actions={actions}
        nodeId={nodeId}
        openNode={openNode}
      />
      <RunStrip store={store} onOpenNode={openNode} />
    </div>
  );
}
