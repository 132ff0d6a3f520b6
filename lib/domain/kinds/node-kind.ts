import type { z } from "zod";

/** A place on a node that an edge starts from. */
export interface SourceHandle {
  id: string;
  /** What stands beside it on the canvas; empty for a node's only way out. */
  label: string;
}

/** Icons that kinds may have, by their names in lucide: the page carries these and not the whole set. */
export type KindIconName =
  | "braces"
  | "calendar-clock"
  | "globe"
  | "play"
  | "repeat"
  | "sparkles"
  | "split"
  | "timer"
  | "user-check"
  | "webhook"
  | "workflow";

export type KindCategory = "trigger" | "action" | "flow" | "human" | "ai";

/** Everything that is said about a kind of node is said here: its form, its documentation, its handles. */
export interface NodeKind<S extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  /** One sentence for the palette and the documents. */
  readonly doc: string;
  readonly icon: KindIconName;
  readonly category: KindCategory;
  readonly settings: S;
  /** The handles of a node with these settings, without `error`, which `onError: "continue"` adds to any kind. */
  readonly handles: (settings: z.output<S>) => SourceHandle[];
}

/** Checks a definition against its own settings schema; the registry holds it in the general form. */
export function defineKind<S extends z.ZodObject>(kind: NodeKind<S>): NodeKind {
  return {
    ...kind,
    handles: (settings) => kind.handles(kind.settings.parse(settings)),
  };
}

/** The handle of a kind with one way out. An edge without `sourceHandle` starts here. */
export const mainHandle = "out";
/** The handle that a node with `onError: "continue"` goes on from when it has failed. */
export const errorHandle = "error";

/** For kinds with one way out. */
export const oneWayOut = (): SourceHandle[] => [{ id: mainHandle, label: "" }];
