import type { NodeStatus } from "#lib/contract/run";
import type { RunState } from "#lib/domain/run-state";
import type { Box, CanvasGraph, Track } from "../canvas-graph.ts";
import { nodeLamp } from "../card/node-lamp.ts";
import { type TrackPhase, trackPhase } from "../edge/track-phase.ts";
import type { CanvasPalette } from "./canvas-palette.ts";

export interface PaintArea {
  /** Size in CSS pixels. */
  width: number;
  height: number;
  /** Device pixels a CSS pixel. */
  ratio: number;
  /** From canvas to CSS pixels: `x * zoom + left`. */
  left: number;
  top: number;
  zoom: number;
}

export interface Painting {
  graph: CanvasGraph;
  state: RunState;
  palette: CanvasPalette;
  /** Nodes whose status just changed: outlined, so that a change is seen at any zoom. */
  changed?: ReadonlySet<string> | undefined;
  /** The node that the keyboard is on, or whose drawer is open. */
  marked?: string | null | undefined;
}

/** No card is drawn smaller than this many CSS pixels, so that none vanishes. */
const leastPixels = 2;
/** How far the glow of a node at work reaches beyond its card, in canvas pixels. */
const haloPixels = 28;
const phaseAlpha: Readonly<Record<TrackPhase, number>> = { idle: 0.35, active: 1, taken: 0.7, faded: 0.12 };
const working: readonly NodeStatus[] = ["running", "retrying"];

/**
 * Draws a whole graph with its statuses. A few long paths instead of an element a node: thousands of nodes cost a few
 * milliseconds a frame, whatever part of them is in view.
 */
export function paintGraph(context: CanvasRenderingContext2D, area: PaintArea, painting: Painting): void {
  context.setTransform(area.ratio, 0, 0, area.ratio, 0, 0);
  context.clearRect(0, 0, area.width, area.height);
  paintTracks(context, area, painting);
  paintCards(context, area, painting);
}

function paintTracks(context: CanvasRenderingContext2D, area: PaintArea, { graph, state, palette }: Painting): void {
  const byPhase = new Map<TrackPhase, Track[]>();
  for (const track of graph.tracks) {
    const phase = trackPhase(state.nodes[track.source], state.nodes[track.target], track.handle);
    const group = byPhase.get(phase);
    if (group === undefined) byPhase.set(phase, [track]);
    else group.push(track);
  }
  context.lineWidth = Math.max(1, 2 * area.zoom);
  for (const [phase, tracks] of byPhase) {
    context.globalAlpha = phaseAlpha[phase];
    context.strokeStyle = phase === "active" ? palette.status.running : palette.line;
    context.beginPath();
    for (const track of tracks) addTrack(context, area, track);
    context.stroke();
  }
  context.globalAlpha = 1;
}

function addTrack(context: CanvasRenderingContext2D, area: PaintArea, { from, to }: Track): void {
  const x1 = from.x * area.zoom + area.left;
  const x2 = to.x * area.zoom + area.left;
  const y1 = from.y * area.zoom + area.top;
  const y2 = to.y * area.zoom + area.top;
  if (Math.max(x1, x2) < 0 || Math.min(x1, x2) > area.width) return;
  if (Math.max(y1, y2) < 0 || Math.min(y1, y2) > area.height) return;
  const middle = (x1 + x2) / 2;
  context.moveTo(x1, y1);
  context.lineTo(middle, y1);
  context.lineTo(middle, y2);
  context.lineTo(x2, y2);
}

function paintCards(context: CanvasRenderingContext2D, area: PaintArea, painting: Painting): void {
  const { graph, state, palette } = painting;
  const byStatus = new Map<NodeStatus, Box[]>();
  for (const [id, box] of graph.boxes) {
    const rect = toPixels(box, area);
    if (rect.x > area.width || rect.y > area.height || rect.x + rect.width < 0 || rect.y + rect.height < 0) continue;
    const node = state.nodes[id];
    const status = node === undefined ? "idle" : nodeLamp(node);
    const group = byStatus.get(status);
    if (group === undefined) byStatus.set(status, [rect]);
    else group.push(rect);
  }
  for (const [status, rects] of byStatus) {
    if (working.includes(status)) fillAll(context, rects, palette.status[status], 0.3, haloPixels * area.zoom);
    fillAll(context, rects, palette.status[status], fillAlpha(status), 0);
  }
  outline(context, area, graph, painting.changed ?? [], palette.foreground);
  if (painting.marked != null) outline(context, area, graph, [painting.marked], palette.foreground);
}

function fillAlpha(status: NodeStatus): number {
  return status === "idle" || status === "skipped" || status === "cancelled" ? 0.4 : 1;
}

function fillAll(
  context: CanvasRenderingContext2D,
  rects: readonly Box[],
  colour: string,
  alpha: number,
  grow: number,
): void {
  context.globalAlpha = alpha;
  context.fillStyle = colour;
  context.beginPath();
  for (const { x, y, width, height } of rects) {
    context.rect(x - grow, y - grow, width + 2 * grow, height + 2 * grow);
  }
  context.fill();
  context.globalAlpha = 1;
}

function outline(
  context: CanvasRenderingContext2D,
  area: PaintArea,
  graph: CanvasGraph,
  ids: Iterable<string>,
  colour: string,
): void {
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  for (const id of ids) {
    const box = graph.boxes.get(id);
    if (box === undefined) continue;
    const { x, y, width, height } = toPixels(box, area);
    context.rect(x - 2, y - 2, width + 4, height + 4);
  }
  context.stroke();
}

function toPixels(box: Box, area: PaintArea): Box {
  return {
    x: box.x * area.zoom + area.left,
    y: box.y * area.zoom + area.top,
    width: Math.max(leastPixels, box.width * area.zoom),
    height: Math.max(leastPixels, box.height * area.zoom),
  };
}
