"use client";
import { useStore } from "zustand";
import { useConnectedRun } from "#client/hooks/use-connected-run";
import { useLiveSummary } from "#client/hooks/use-live-summary";
import type { RunStore } from "#client/run-store";
import type { RunRights } from "#lib/domain/run-rights";
import type { RunSnapshot } from "#lib/domain/run-snapshot";
import { NotFoundState } from "../shell/refusal-state.tsx";
import { type RunActions, useRunActions } from "./actions/use-run-actions.ts";
import { LitCanvas } from "./lit-canvas.tsx";
import { RunHeader } from "./run-header.tsx";
import { RunStrip } from "./run-strip.tsx";
import { useRunAddress } from "./use-run-address.ts";

/** The page of one run: drawn from the server's snapshot, live from its offset on (rule S8). */
export function RunView({ snapshot, rights }: { snapshot: RunSnapshot; rights: RunRights }) {
  const run = useConnectedRun(snapshot.run.id, snapshot);
  return run.kind === "shown" ? <ShownRun store={run.store} rights={rights} /> : null;
}

function ShownRun({ store, rights }: { store: RunStore; rights: RunRights }) {
  const isLost = useStore(store, (run) => run.isLost);
  const graph = useStore(store, (run) => run.graph);
  const id = useStore(store, (run) => run.run.id);
  const name = useStore(store, (run) => run.run.workflowName);
  const actions = useRunActions(id);
  const { nodeId, openNode } = useRunAddress();
  if (isLost) return <NotFoundState />;
  return (
    <div className="flex h-shell min-h-0 flex-col">
      <LiveRunHeader store={store} rights={rights} actions={actions} />
      <LitCanvas
        graph={graph}
        name={name}
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

/** Renders with every event of the run, so that nothing else has to. */
function LiveRunHeader({ store, ...rest }: { store: RunStore; rights: RunRights; actions: RunActions }) {
  return <RunHeader run={useLiveSummary(store)} {...rest} />;
}
