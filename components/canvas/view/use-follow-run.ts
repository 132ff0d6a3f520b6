import { useContext, useEffect } from "react";
import { useDrawnRun } from "#client/hooks/run-context";
import type { NodeStatus } from "#lib/contract/run";
import { CanvasStoreContext } from "../canvas-context.tsx";
import type { CanvasView } from "./canvas-view.ts";

const atWork: readonly NodeStatus[] = ["running", "retrying", "waiting"];
/** The view moves once the nodes at work have been the same for this long, so that it glides and does not jump. */
const settleMs = 180;

/** While following is on, keeps the nodes at work in view. */
export function useFollowRun(view: CanvasView): void {
  const run = useDrawnRun();
  const own = useContext(CanvasStoreContext);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;

    function follow(): void {
      timer = undefined;
      if (!own.getState().isFollowing) return;
      const { nodes } = run.getState().state;
      view.reveal(Object.keys(nodes).filter((id) => atWork.includes(nodes[id]?.status ?? "idle")));
    }
    function followSoon(): void {
      if (own.getState().isFollowing) timer ??= setTimeout(follow, settleMs);
    }

    const ends = [
      run.subscribe((now, was) => {
        if (now.state.nodes !== was.state.nodes) followSoon();
      }),
      own.subscribe((now, was) => {
        if (now.isFollowing && !was.isFollowing) followSoon();
      }),
    ];
    return () => {
      clearTimeout(timer);
      for (const end of ends) end();
    };
  }, [run, own, view]);
}
