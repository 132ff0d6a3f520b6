import { useNodeState } from "#client/hooks/run-context";
import { useCanvasSlice } from "./canvas-context.tsx";
import type { CanvasGraph } from "./canvas-graph.ts";
import { nodeSpokenName } from "./card/node-name.ts";

/** Says to a screen reader which node the keyboard is on, and when its status changes. */
export function FocusSpeech({ graph }: { graph: CanvasGraph }) {
  const nodeId = useCanvasSlice((state) => state.focusedNodeId);
  const node = nodeId === null ? undefined : graph.index.nodes.get(nodeId)?.node;
  const state = useNodeState(nodeId ?? "");
  return (
    <p aria-live="polite" className="sr-only">
      {node === undefined ? "" : nodeSpokenName(node, state)}
    </p>
  );
}
