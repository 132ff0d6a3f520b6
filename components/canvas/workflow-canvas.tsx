"use client";
import "@xyflow/react/dist/base.css";
import "./canvas.css";
import {
  Background,
  BackgroundVariant,
  Panel,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
  useStoreApi,
} from "@xyflow/react";
import { type MouseEvent, useContext, useEffect, useMemo, useRef, useState } from "react";
import { createCanvasStore } from "#client/canvas-store";
import { useDrawnRun } from "#client/hooks/run-context";
import type { Graph } from "#lib/contract/graph";
import type { NodeStatus } from "#lib/contract/run";
import type { RunState } from "#lib/domain/run-state";
import { CanvasActionsContext, CanvasStoreContext, useCanvasActions } from "./canvas-context.tsx";
import { CanvasControls } from "./canvas-controls.tsx";
import { type CanvasGraph, toCanvasGraph } from "./canvas-graph.ts";
import { canvasEdgeTypes, canvasNodeTypes } from "./canvas-types.ts";
import { type CanvasView, maxZoom, minZoom, useCanvasView } from "./canvas-view.ts";
import { layerFromNodes, selectDetailLevel } from "./detail-level.ts";
import { FarLayer } from "./far-layer.tsx";
import { FocusSpeech } from "./focus-speech.tsx";
import { MiniMap } from "./mini-map.tsx";
import { useCanvasKeys } from "./use-canvas-keys.ts";
import { useFollowRun } from "./use-follow-run.ts";
import { useStableGraph } from "./use-stable-graph.ts";

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
        <ReactFlowProvider>
          <Diagram {...props} canvas={canvas} />
        </ReactFlowProvider>
      </CanvasActionsContext>
    </CanvasStoreContext>
  );
}

const none: never[] = [];
/** From this many nodes on, only what is in view is in the document. */
const cullFromNodes = 60;
/** Smaller graphs are taken in at a glance. */
const mapFromNodes = 24;

function Diagram({ canvas, name, hasRun, openNodeId, onCloseNode }: WorkflowCanvasProps & { canvas: CanvasGraph }) {
  const view = useCanvasView(canvas);
  const onKeyDown = useCanvasKeys(canvas, view);
  const count = canvas.boxes.size;
  const isLayer = useStore((state) => selectDetailLevel(state) === "far") && count >= layerFromNodes;
  const isShown = useFirstView(view, openNodeId);
  const { onMoveStart, onPaneClick } = useDiagramPointer(canvas, onCloseNode);
  useFollowRun(view);
  useOpenNodeInView(view, openNodeId);
  return (
    <div
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
        onMoveStart={onMoveStart}
        onPaneClick={onPaneClick}
      >
        {isLayer && <FarLayer graph={canvas} />}
        <Background variant={BackgroundVariant.Dots} gap={28} size={1.4} />
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

/** On a narrow screen a whole graph below this zoom says nothing. */
const narrowPixels = 640;
const leastUsefulZoom = 0.34;

/**
 * Fits the graph, or shows the node of the address, once the canvas has its size. On a phone, where a wide graph
 * would be dust, shows the node that asks or works.
 */
function useFirstView(view: CanvasView, openNodeId: string | null): boolean {
  const flow = useStoreApi();
  const run = useDrawnRun();
  const hasSize = useStore((state) => state.width > 0 && state.height > 0);
  const firstNode = useRef(openNodeId);
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (!hasSize) return;
    view.fit("at once");
    const { width, transform } = flow.getState();
    const isDust = width < narrowPixels && transform[2] < leastUsefulZoom;
    const wanted = firstNode.current ?? (isDust ? nodeInFocus(run.getState().state) : null);
    if (wanted !== null) view.center(wanted);
    firstNode.current = null;
    setShown(true);
  }, [hasSize, view, flow, run]);
  return isShown;
}

/** The drawer takes room from the canvas: the node that it is about stays in view. */
function useOpenNodeInView(view: CanvasView, openNodeId: string | null): void {
  const width = useStore((state) => state.width);
  useEffect(() => {
    if (width > 0 && openNodeId !== null) view.reveal([openNodeId]);
  }, [view, openNodeId, width]);
}

/** What a person who was called would want to see first: what asks, else what works, else what failed. */
function nodeInFocus({ nodes }: RunState): string | null {
  const ids = Object.keys(nodes);
  const first = (status: NodeStatus) => ids.find((id) => nodes[id]?.status === status);
  return first("waiting") ?? first("running") ?? first("retrying") ?? first("failed") ?? null;
}

/** A person who moves the view stops following; a press beside the nodes closes the drawer, on the layer opens a node. */
function useDiagramPointer(canvas: CanvasGraph, onCloseNode: () => void) {
  const { screenToFlowPosition } = useReactFlow();
  const { open } = useCanvasActions();
  const own = useContext(CanvasStoreContext);
  return {
    onMoveStart: (event: unknown) => {
      if (event !== null) own.setState({ isFollowing: false });
    },
    onPaneClick: (event: MouseEvent) => {
      const at = screenToFlowPosition({ x: event.clientX, y: event.clientY });
      for (const [id, box] of canvas.boxes) {
        if (at.x < box.x || at.y < box.y || at.x > box.x + box.width || at.y > box.y + box.height) continue;
        return open(id);
      }
      onCloseNode();
    },
  };
}
