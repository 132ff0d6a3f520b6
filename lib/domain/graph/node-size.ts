/**
 * The size of every node's card on the canvas, in canvas pixels. Fixed, so that a graph is laid out, fitted and drawn
 * without measuring its nodes first. `position` is the card's upper left corner.
 */
export const nodeSize = { width: 232, height: 88 } as const;

/** Room between neighbours that keeps edges readable, in canvas pixels. */
export const nodeGap = { x: 88, y: 48 } as const;
