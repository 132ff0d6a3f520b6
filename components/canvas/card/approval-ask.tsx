import { NodeToolbar, Position } from "@xyflow/react";
import { Check, X } from "lucide-react";
import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { useCanvasActions } from "../canvas-context.tsx";

/** A node that waits for a person asks right there: readable at any zoom, and answered with one press. */
export function ApprovalAsk({ nodeId, prompt }: { nodeId: string; prompt: string | undefined }) {
  const { decide, open } = useCanvasActions();
  const [isBusy, setBusy] = useState(false);

  async function answer(approved: boolean) {
    setBusy(true);
    try {
      await decide?.(nodeId, approved);
    } finally {
      setBusy(false);
    }
  }

  return (
    <NodeToolbar nodeId={nodeId} isVisible position={Position.Bottom} offset={10} className="approval-ask">
      <p className="line-clamp-3 text-sm">{prompt ?? "Go on?"}</p>
      <div className="mt-2 flex gap-2">
        {decide !== undefined && (
          <>
            <Button size="sm" variant="primary" disabled={isBusy} onClick={() => void answer(true)}>
              <Check aria-hidden />
              Approve
            </Button>
            <Button size="sm" variant="danger-ghost" disabled={isBusy} onClick={() => void answer(false)}>
              <X aria-hidden />
              Reject
            </Button>
          </>
        )}
        <Button size="sm" variant="ghost" className="ml-auto" onClick={() => open(nodeId)}>
          Look
        </Button>
      </div>
    </NodeToolbar>
  );
}
