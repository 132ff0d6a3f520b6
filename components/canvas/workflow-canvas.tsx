"use client";
import "@xyflow/react/dist/base.css";
import "./canvas.css";
import { Panel, ReactFlow, ReactFlowProvider, useStore } from "@xyflow/react";
import { useEffect, useMemo, useRef, useState } from "react";
import { createCanvasStore } from "#client/canvas-store";
import type { Graph } from "#lib/contract/graph";
import { CanvasActionsContext, CanvasStoreContext, PulseBudgetContext } from "./canvas-context.tsx";
import { type CanvasGraph, toCanvasGraph } from "./canvas-graph.ts";
import { canvasEdgeTypes, canvasNodeTypes } from "./canvas-types.ts";
import { createPulseBudget } from "./edge/pulse-budget.ts";
import { FocusSpeech } from "./focus-speech.tsx";
import { DotGrid } from "./layer/dot-grid.tsx";
import { FarLayer } from "./layer/far-layer.tsx";
import { MiniMap } from "./layer/mini-map.tsx";
import { useStableGraph } from "./use-stable-graph.ts";
import { CanvasControls } from "./view/canvas-controls.tsx";
import { type CanvasView, maxZoom, minZoom, useCanvasView } from "./view/canvas-view.ts";
import { layerFromNodes, selectDetailLevel } from "./view/detail-level.ts";
import { useCanvasKeys } from "./view/use-canvas-keys.ts";
import { useDiagramPointer } from "./view/use-diagram-pointer.ts";
import { useFirstView } from "./view/use-first-view.ts";
import { useFollowRun } from "./view/use-follow-run.ts";

export interface WorkflowCanvasProps {
  graph: Graph;
  /** What the diagram is of, for who cannot see it. */
  name: string;
  /** True where a run is shown; the run itself is taken from the `RunProvider` around. */
  hasRun: boolean;
  openNodeId: string | null;
  onOpenNode: (nodeId: string) => void;
  onCloseNode: () => void;
  /** Answers a waiting approval; absent where the person may not. */
  decide?: ((nodeId: string, approved: boolean) => Promise<void>) | undefined;
}

/** A workflow's diagram, lit by the run around it. Stands in a parent with a height of its own. */
export function WorkflowCanvas(props: WorkflowCanvasProps) {
  const { openNodeId, onOpenNode, decide } = props;
  const [own] = useState(() => createCanvasStore(openNodeId));
  const [mayPulse] = useState(() => createPulseBudget(() => !own.getState().isPanning));
  useEffect(
    () => own.setState({ openNodeId, ...(openNodeId !== null && { focusedNodeId: openNodeId }) }),
    [own, openNodeId],
  );
  const actions = useMemo(() => ({ open: onOpenNode, decide }), [onOpenNode, decide]);
  const graph = useStableGraph(props.graph);
  const canvas = useMemo(() => toCanvasGraph(graph), [graph]);
  return (
    <CanvasStoreContext value={own}>
      <CanvasActionsContext value={actions}>
        <PulseBudgetContext value={mayPulse}>
          <ReactFlowProvider>
            <Diagram {...props} canvas={canvas} />
          </ReactFlowProvider>
        </PulseBudgetContext>
      </CanvasActionsContext>
    </CanvasStoreContext>
  );
}

const none: never[] = [];
/** From this many nodes on, only what is in view is in the document. */
const cullFromNodes = 150;
/** Smaller graphs are taken in at a glance. */
const mapFromNodes = 24;

function Diagram({ canvas, name, hasRun, openNodeId, onCloseNode }: WorkflowCanvasProps & { canvas: CanvasGraph }) {
  const view = useCanvasView(canvas);
  const onKeyDown = useCanvasKeys(canvas, view);
  const count = canvas.boxes.size;
  const isLayer = useStore((state) => selectDetailLevel(state) === "far") && count >= layerFromNodes;
  const isShown = useFirstView(view, canvas, openNodeId);
  const diagram = useRef<HTMLDivElement>(null);
  const pointer = useDiagramPointer(diagram, canvas, onCloseNode);
  useFollowRun(view);
  useOpenNodeInView(view, openNodeId);
  return (
    <div
      ref={diagram}
      role="application"
      aria-roledescription="diagram"
      aria-label={`${name}: ${count} nodes. Arrow keys move along the edges, Enter opens a node.`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the one tab stop from which the arrow keys reach every node.
      tabIndex={0}
      className="canvas"
      data-shown={isShown || undefined}
      onKeyDown={onKeyDown}
    >
      <ReactFlow
        nodes={isLayer ? none : canvas.nodes}
        edges={isLayer ? none : canvas.edges}
        nodeTypes={canvasNodeTypes}
        edgeTypes={canvasEdgeTypes}
        minZoom={minZoom}
        maxZoom={maxZoom}
        defaultViewport={{ x: 0, y: 0, zoom: minZoom }}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        zoomOnDoubleClick={false}
        onlyRenderVisibleElements={count >= cullFromNodes}
        {...pointer}
      >
        <DotGrid />
        {isLayer && <FarLayer graph={canvas} />}
        <CanvasControls view={view} hasRun={hasRun} />
        {count >= mapFromNodes && (
          <Panel position="bottom-right" className="max-sm:hidden">
            <MiniMap graph={canvas} />
          </Panel>
        )}
      </ReactFlow>
      <FocusSpeech graph={canvas} />
    </div>
  );
}

/** The drawer takes room from the canvas: the node that it is about stays in view. */
function useOpenNodeInView(view: CanvasView, openNodeId: string | null): void {
  const width = useStore((state) => state.width);
  useEffect(() => {
    if (width > 0 && openNodeId !== null) view.reveal([openNodeId]);
  }, [view, openNodeId, width]);
}
