import { expect, it } from "vitest";
import { pathPoints } from "./path-points.ts";

it("reads a path's corners with the share of the way to each", () => {
  expect(pathPoints("M0 0L 30,0L 30,-10L 90,-10").map(({ x, y, share }) => [x, y, share])).toEqual([
    [0, 0, 0],
    [30, 0, 0.3],
    [30, -10, 0.4],
    [90, -10, 1],
  ]);
  expect(pathPoints("M1.5,-2L 1.5,-2")).toMatchObject([{ x: 1.5, y: -2, share: 0 }, { share: 0 }]);
  expect(pathPoints("")).toEqual([]);
});
