import { Handle, type NodeProps, Position, useStore } from "@xyflow/react";
import { memo } from "react";
import { useNodeState } from "#client/hooks/run-context";
import { useCanvasActions, useCanvasSlice } from "../canvas-context.tsx";
import { handleY, type StepNode, targetHandle } from "../canvas-graph.ts";
import { selectDetailLevel } from "../view/detail-level.ts";
import { ApprovalAsk } from "./approval-ask.tsx";
import { asksForApproval, nodeLamp } from "./node-lamp.ts";
import { nodeSpokenName } from "./node-name.ts";
import { StepFace } from "./step-face.tsx";

/** A node of the workflow on the canvas. Renders when its own state changes, or the level of detail. */
export const StepCard = memo(function StepCard({ id, data, height }: NodeProps<StepNode>) {
  const state = useNodeState(id);
  const level = useStore(selectDetailLevel);
  const isFocused = useCanvasSlice((canvas) => canvas.focusedNodeId === id);
  const isOpen = useCanvasSlice((canvas) => canvas.openNodeId === id);
  const { open } = useCanvasActions();
  const { handles } = data;
  return (
    <>
      <button
        id={`node-${id}`}
        type="button"
        // The canvas is one tab stop and handles the keys for all nodes.
        tabIndex={-1}
        aria-label={nodeSpokenName(data.node, state)}
        className="step"
        data-status={state.status}
        data-lamp={nodeLamp(state)}
        data-level={level}
        data-focused={isFocused || undefined}
        data-open={isOpen || undefined}
        onClick={() => open(id)}
      >
        <StepFace step={data} state={state} level={level} />
      </button>
      <Handle id={targetHandle} type="target" position={Position.Left} isConnectable={false} className="step-port" />
      {handles.map((handle, index) => (
        <Handle
          key={handle.id}
          id={handle.id}
          type="source"
          position={Position.Right}
          isConnectable={false}
          className="step-port"
          style={{ top: handleY(index, handles.length, height ?? 0) }}
        >
          {level === "near" && handle.label !== "" && <span className="step-way">{handle.label}</span>}
        </Handle>
      ))}
      {asksForApproval(state) && <ApprovalAsk nodeId={id} prompt={state.waiting?.prompt} />}
    </>
  );
});
