import { type KeyboardEvent, useContext, useEffect } from "react";
import { CanvasStoreContext, useCanvasActions } from "../canvas-context.tsx";
import type { CanvasGraph } from "../canvas-graph.ts";
import type { CanvasView } from "./canvas-view.ts";
import { type WalkStep, walk } from "./graph-walk.ts";

const arrows: Readonly<Record<string, WalkStep>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

/**
 * The canvas' keys: arrows walk along the edges, Enter opens, and once a node is reached Tab goes on in reading order
 * (and out at the end). Anywhere on the page outside of fields: 0 fits, F follows.
 */
export function useCanvasKeys(graph: CanvasGraph, view: CanvasView): (event: KeyboardEvent) => void {
  const own = useContext(CanvasStoreContext);
  const { open } = useCanvasActions();

  useEffect(() => {
    function onKey(event: globalThis.KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
      if (event.key === "0") view.fit();
      if (event.key === "f") own.setState((was) => ({ isFollowing: !was.isFollowing }));
      if (event.key === "+") view.zoomBy(1.3);
      if (event.key === "-") view.zoomBy(1 / 1.3);
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [own, view]);

  return (event) => {
    const { focusedNodeId } = own.getState();
    if (event.key === "Enter" && focusedNodeId !== null && event.target === event.currentTarget) {
      event.preventDefault();
      return open(focusedNodeId);
    }
    const step = stepOf(event, focusedNodeId);
    if (step === undefined || !isOnDiagram(event)) return;
    const next = walk(graph, focusedNodeId, step);
    if (next === null) return;
    event.preventDefault();
    own.setState({ focusedNodeId: next });
    view.reveal([next]);
  };
}

function stepOf(event: KeyboardEvent, focusedNodeId: string | null): WalkStep | undefined {
  if (event.key !== "Tab") return arrows[event.key];
  if (focusedNodeId === null) return undefined;
  return event.shiftKey ? "previous" : "next";
}

/** Keys on the controls inside the canvas are theirs. */
function isOnDiagram(event: KeyboardEvent): boolean {
  if (event.target === event.currentTarget) return true;
  return event.target instanceof Element && event.target.closest(".step") !== null;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest("input, textarea, select, [role=dialog], [role=menu]") !== null;
}
