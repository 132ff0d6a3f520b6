import { z } from "zod";
import { limits } from "./limits.ts";
import { idSchema } from "./stream-name.ts";

/** A point on the canvas, in canvas pixels at zoom 1. */
export const positionSchema = z.object({ x: z.number(), y: z.number() });

const nodeSchema = z.object({
  id: idSchema,
  /** The node kind's name, such as `http-request`; kinds of runs from elsewhere are free text. */
  kind: z.string().min(1).max(100),
  name: z.string().min(1).max(200),
  position: positionSchema,
  settings: z.record(z.string(), z.unknown()),
});

const edgeSchema = z.object({
  id: idSchema,
  source: idSchema,
  sourceHandle: z.string().max(100).optional(),
  target: idSchema,
  targetHandle: z.string().max(100).optional(),
});

const noteSchema = z.object({
  id: idSchema,
  text: z.string().max(10_000),
  position: positionSchema,
  size: z.object({ width: z.number().positive(), height: z.number().positive() }).optional(),
});

const groupSchema = z.object({
  id: idSchema,
  name: z.string().max(200),
  position: positionSchema,
  size: z.object({ width: z.number().positive(), height: z.number().positive() }),
});

/** A workflow's graph as it travels and as it is kept in a version. */
export const graphSchema = z.object({
  nodes: z.array(nodeSchema).max(limits.graphNodes),
  edges: z.array(edgeSchema).max(limits.graphEdges),
  notes: z.array(noteSchema).max(1_000).default([]),
  groups: z.array(groupSchema).max(1_000).default([]),
});

/** A graph that a run from elsewhere declares: positions may be missing and are then laid out by the server. */
export const declaredGraphSchema = z.object({
  nodes: z
    .array(
      nodeSchema.extend({
        position: positionSchema.optional(),
        settings: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .max(limits.graphNodes),
  edges: z.array(edgeSchema.extend({ id: idSchema.optional() })).max(limits.graphEdges),
});

export type Position = z.infer<typeof positionSchema>;
export type GraphNode = z.infer<typeof nodeSchema>;
export type GraphEdge = z.infer<typeof edgeSchema>;
export type GraphNote = z.infer<typeof noteSchema>;
export type GraphGroup = z.infer<typeof groupSchema>;
export type Graph = z.infer<typeof graphSchema>;
export type DeclaredGraph = z.infer<typeof declaredGraphSchema>;
