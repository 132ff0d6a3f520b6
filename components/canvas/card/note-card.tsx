import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import type { GroupNode, NoteNode } from "../canvas-graph.ts";

/** A note that somebody left beside the nodes. */
export const NoteCard = memo(function NoteCard({ data }: NodeProps<NoteNode>) {
  return <div className="canvas-note">{data.note.text}</div>;
});

/** A frame around nodes that belong together. */
export const GroupFrame = memo(function GroupFrame({ data }: NodeProps<GroupNode>) {
  return (
    <div className="canvas-group">
      <span className="canvas-group-name">{data.group.name}</span>
    </div>
  );
});
