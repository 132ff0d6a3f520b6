export interface PathPoint {
  x: number;
  y: number;
  /** Which share of the whole way is behind one here, 0 to 1. */
  share: number;
}

/** The corners of an SVG path of lines and small curves with absolute coordinates, a curve taken as its corner. */
export function pathPoints(path: string): PathPoint[] {
  const numbers = (path.match(/-?\d+(?:\.\d+)?(?:e-?\d+)?/g) ?? []).map(Number);
  const points: { x: number; y: number; way: number }[] = [];
  let way = 0;
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    const [x = 0, y = 0] = numbers.slice(index, index + 2);
    const last = points.at(-1);
    if (last !== undefined) way += Math.hypot(x - last.x, y - last.y);
    points.push({ x, y, way });
  }
  return points.map(({ x, y, way: done }) => ({ x, y, share: way === 0 ? 0 : done / way }));
}
