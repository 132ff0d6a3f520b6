"use client";
import dynamic from "next/dynamic";
import { memo, useCallback, useMemo } from "react";
import { RunProvider } from "#client/hooks/run-context";
import type { RunStore } from "#client/run-store";
import type { Graph } from "#lib/contract/graph";
import type { RunRights } from "#lib/domain/run-rights";
import { WorkflowCanvas } from "../canvas/workflow-canvas.tsx";
import { useEarlyLoad } from "../ui/loading/use-early-load.ts";
import type { RunActions } from "./actions/use-run-actions.ts";
import { StaleBanner } from "./stale-banner.tsx";

/** Loaded after the diagram, which is there before it. */
const loadDrawer = () => import("./drawer/node-drawer.tsx");
const NodeDrawer = dynamic(() => loadDrawer().then((module) => module.NodeDrawer), { ssr: false });

/**
 * A workflow's canvas with the run that lights it, and the drawer of the node that the address names. What happens in
 * the run does not render it: cards and drawer select what they show.
 */
export const LitCanvas = memo(function LitCanvas({
  graph,
  name,
  run,
  rights,
  actions,
  nodeId,
  openNode,
}: {
  graph: Graph;
  name: string;
  run: RunStore | null;
  rights: RunRights;
  actions: RunActions;
  nodeId: string | null;
  openNode: (nodeId: string | null) => void;
}) {
  useEarlyLoad(loadDrawer);
  const node = useMemo(() => graph.nodes.find((each) => each.id === nodeId), [graph, nodeId]);
  const close = useCallback(() => openNode(null), [openNode]);
  const decide = useCallback(
    async (id: string, approved: boolean) => {
      const items = run?.getState().state.nodes[id]?.items ?? {};
      const item = Object.entries(items).find(([, each]) => each.status === "waiting")?.[0];
      await actions.decide(id, { approved, ...(item !== undefined && { item: Number(item) }) });
    },
    [run, actions],
  );
  return (
    <RunProvider store={run}>
      <div className="flex min-h-0 min-w-0 flex-1">
        <div className="relative min-w-0 flex-1">
          <WorkflowCanvas
            graph={graph}
            name={name}
            hasRun={run !== null}
            openNodeId={node?.id ?? null}
            onOpenNode={openNode}
            onCloseNode={close}
            decide={rights.approve && run !== null ? decide : undefined}
          />
          <StaleBanner />
        </div>
        {node !== undefined && (
          <NodeDrawer
            node={node}
            runId={run?.getState().run.id ?? null}
            rights={rights}
            actions={actions}
            onClose={close}
          />
        )}
      </div>
    </RunProvider>
  );
});
