import { type Edge, type Node, type NodeHandle, Position } from "@xyflow/react";
import type { Graph, GraphGroup, GraphNode, GraphNote } from "#lib/contract/graph";
import { type GraphIndex, type IndexedNode, indexGraph } from "#lib/domain/graph/graph-index";
import { nodeSize } from "#lib/domain/graph/node-size";
import { mainHandle, type SourceHandle } from "#lib/domain/kinds/node-kind";
import { handlesOf } from "#lib/domain/kinds/registry";

export type StepNode = Node<StepData, "step">;
export type NoteNode = Node<{ note: GraphNote }, "note">;
export type GroupNode = Node<{ group: GraphGroup }, "group-frame">;
export type CanvasNode = StepNode | NoteNode | GroupNode;
export type TrackEdge = Edge<{ handle: string | null }, "track">;

/** What a card knows of its place in the graph. */
export type StepData = {
  node: GraphNode;
  handles: SourceHandle[];
  /** The loop whose body the node is in. */
  loopId: string | null;
  /** For a loop: the nodes that end a round of its body. */
  bodyLeaves: readonly string[] | null;
};

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A graph as it is drawn. Made once for a graph: what happens in a run changes none of it. */
export interface CanvasGraph {
  nodes: CanvasNode[];
  edges: TrackEdge[];
  /** Where each step's card is, in the order of the graph. */
  boxes: ReadonlyMap<string, Box>;
  /** Ends of each edge on the cards' borders, for drawing without React. */
  tracks: readonly Track[];
  bounds: Box;
  index: GraphIndex;
}

export interface Track {
  id: string;
  source: string;
  target: string;
  handle: string | null;
  from: { x: number; y: number };
  to: { x: number; y: number };
}

const defaultNoteSize = { width: 240, height: 120 };
/** Height that a way out needs beside its neighbours, in canvas pixels. */
const handlePitch = 24;
/** The target handle of every card. */
export const targetHandle = "in";

/** What React Flow draws of a graph. Made once a graph: no event of a run changes it. */
export function toCanvasGraph(graph: Graph): CanvasGraph {
  const index = indexGraph(graph);
  const steps = graph.nodes.map((node) => toStep(node, index.nodes.get(node.id)));
  const byId = new Map(steps.map((step) => [step.id, step]));
  const boxes = new Map(steps.map((step) => [step.id, boxOf(step)]));
  const notes = graph.notes.map(toNote);
  const groups = graph.groups.map(toGroup);
  const nodes = [...groups, ...notes, ...steps];
  const known = graph.edges.filter((edge) => byId.has(edge.source) && byId.has(edge.target));
  const edges = known.map<TrackEdge>((edge) => ({
    id: edge.id,
    type: "track",
    source: edge.source,
    sourceHandle: handleOn(byId.get(edge.source), edge.sourceHandle),
    target: edge.target,
    targetHandle,
    data: { handle: edge.sourceHandle ?? null },
    focusable: false,
    selectable: false,
  }));
  const tracks = edges.map((edge) => toTrack(edge, byId));
  return { nodes, edges, boxes, tracks, bounds: boundsOf(nodes.map(boxOf)), index };
}

/** The smallest box around others; one at the origin where there are none. */
export function boundsOf(boxes: readonly Box[]): Box {
  if (boxes.length === 0) return { x: 0, y: 0, ...nodeSize };
  const left = Math.min(...boxes.map(({ x }) => x));
  const top = Math.min(...boxes.map(({ y }) => y));
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function toStep(node: GraphNode, indexed: IndexedNode | undefined): StepNode {
  const handles = handlesOf(node);
  const height = Math.max(nodeSize.height, handlePitch * (handles.length + 1));
  return {
    id: node.id,
    type: "step",
    position: node.position,
    width: nodeSize.width,
    height,
    // Known from the start, so that edges are drawn to cards that are out of view and not in the document.
    handles: [
      ...handles.map<NodeHandle>(({ id }, index) => ({
        id,
        type: "source",
        position: Position.Right,
        x: nodeSize.width,
        y: handleY(index, handles.length, height),
        width: 0,
        height: 0,
      })),
      { id: targetHandle, type: "target", position: Position.Left, x: 0, y: height / 2, width: 0, height: 0 },
    ],
    data: { node, handles, loopId: indexed?.loop ?? null, bodyLeaves: indexed?.body?.leaves ?? null },
  };
}

/** Where a way out lies on the card's right side, from its top, in canvas pixels. */
export function handleY(index: number, count: number, height: number): number {
  return (height * (index + 1)) / (count + 1);
}

/** An edge from a way that the kind does not name starts at the main one: it is drawn, not lost. */
function handleOn(step: StepNode | undefined, name: string | undefined): string {
  const handles = step?.data.handles ?? [];
  return (handles.find(({ id }) => id === name) ?? handles[0])?.id ?? mainHandle;
}

function toNote(note: GraphNote): NoteNode {
  return {
    id: `note:${note.id}`,
    type: "note",
    position: note.position,
    ...(note.size ?? defaultNoteSize),
    data: { note },
  };
}

function toGroup(group: GraphGroup): GroupNode {
  return {
    id: `group:${group.id}`,
    type: "group-frame",
    position: group.position,
    ...group.size,
    zIndex: -1,
    data: { group },
  };
}

function boxOf(node: CanvasNode): Box {
  return { ...node.position, width: node.width ?? 0, height: node.height ?? 0 };
}

function toTrack(edge: TrackEdge, byId: ReadonlyMap<string, StepNode>): Track {
  return {
    id: edge.id,
    source: edge.source,
    target: edge.target,
    handle: edge.data?.handle ?? null,
    from: handlePoint(byId.get(edge.source), edge.sourceHandle),
    to: handlePoint(byId.get(edge.target), targetHandle),
  };
}

function handlePoint(step: StepNode | undefined, id: string | null | undefined): { x: number; y: number } {
  const handle = step?.handles?.find((each) => each.id === id);
  return { x: (step?.position.x ?? 0) + (handle?.x ?? 0), y: (step?.position.y ?? 0) + (handle?.y ?? 0) };
}
