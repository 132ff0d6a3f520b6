import type { Graph } from "#lib/contract/graph";
import { nodeSize } from "#lib/domain/graph/node-size";

/** A graph drawn small: SVG path data within a box of `pictureSize`, so that a card of any graph costs a few hundred bytes. */
export interface GraphPicture {
  edges: string;
  /** Where the graph begins. */
  starts: string;
  nodes: string;
}

export const pictureSize = { width: 320, height: 112 } as const;
const padding = 12;
/** Above this many edges the lines would be a blot, and cost more than the rest of the page. */
const drawnEdges = 600;
/** How much of its width a node is drawn with: at this size the gaps, and with them the lines, would vanish. */
const drawnShare = 0.8;
/** The largest a node is drawn, so that a graph of three does not fill the picture with three slabs. */
const largestNodeWidth = 44;

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Draws a graph to fit its picture. Pure: the same graph gives the same picture. */
export function drawGraphPicture({ nodes, edges }: Pick<Graph, "nodes" | "edges">): GraphPicture {
  if (nodes.length === 0) return { edges: "", starts: "", nodes: "" };
  const boxes = placeNodes(nodes);
  const targets = new Set(edges.map((edge) => edge.target));
  const pathOf = (isStart: boolean) =>
    nodes
      .filter((node) => targets.has(node.id) !== isStart)
      .flatMap((node) => boxes.get(node.id) ?? [])
      .map(rounded)
      .join("");
  const lines = edges.length > drawnEdges ? [] : edges;
  return {
    edges: lines
      .flatMap((edge) => {
        const [source, target] = [boxes.get(edge.source), boxes.get(edge.target)];
        return source === undefined || target === undefined ? [] : [curve(source, target)];
      })
      .join(""),
    starts: pathOf(true),
    nodes: pathOf(false),
  };
}

/** Scales positions into the picture, by one factor for both directions, and centres them. */
function placeNodes(nodes: Graph["nodes"]): Map<string, Box> {
  const left = least(nodes.map((node) => node.position.x));
  const top = least(nodes.map((node) => node.position.y));
  const width = most(nodes.map((node) => node.position.x)) - left + nodeSize.width;
  const height = most(nodes.map((node) => node.position.y)) - top + nodeSize.height;
  const scale = Math.min(
    (pictureSize.width - 2 * padding) / width,
    (pictureSize.height - 2 * padding) / height,
    largestNodeWidth / nodeSize.width,
  );
  const offset = { x: (pictureSize.width - width * scale) / 2, y: (pictureSize.height - height * scale) / 2 };
  return new Map(
    nodes.map(({ id, position }) => [
      id,
      {
        x: offset.x + (position.x - left + (nodeSize.width * (1 - drawnShare)) / 2) * scale,
        y: offset.y + (position.y - top) * scale,
        width: nodeSize.width * drawnShare * scale,
        height: nodeSize.height * scale,
      },
    ]),
  );
}

// A spread of thousands of arguments into Math.min would overflow the stack.
const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);

function rounded({ x, y, width, height }: Box): string {
  const radius = Math.min(3, height / 3);
  const [across, down] = [digits(width - 2 * radius), digits(height - 2 * radius)];
  const corner = (dx: number, dy: number) => `a${digits(radius)} ${digits(radius)} 0 0 1 ${digits(dx)} ${digits(dy)}`;
  return (
    `M${digits(x + radius)} ${digits(y)}h${across}${corner(radius, radius)}v${down}${corner(-radius, radius)}` +
    `h-${across}${corner(-radius, -radius)}v-${down}${corner(radius, -radius)}z`
  );
}

function curve(source: Box, target: Box): string {
  const from = { x: source.x + source.width, y: source.y + source.height / 2 };
  const to = { x: target.x, y: target.y + target.height / 2 };
  const bend = Math.max(4, Math.abs(to.x - from.x) / 2);
  return (
    `M${digits(from.x)} ${digits(from.y)}C${digits(from.x + bend)} ${digits(from.y)} ` +
    `${digits(to.x - bend)} ${digits(to.y)} ${digits(to.x)} ${digits(to.y)}`
  );
}

function digits(value: number): string {
  return String(Math.round(value * 10) / 10);
}
