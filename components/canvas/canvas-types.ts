import type { EdgeTypes, NodeTypes } from "@xyflow/react";
import { GroupFrame, NoteCard } from "./note-card.tsx";
import { StepCard } from "./step-card.tsx";
import { TrackLine } from "./track.tsx";

/** How each kind of thing on the canvas is drawn. One object for ever: React Flow mounts anew when it changes. */
export const canvasNodeTypes = { step: StepCard, note: NoteCard, "group-frame": GroupFrame } satisfies NodeTypes;
export const canvasEdgeTypes = { track: TrackLine } satisfies EdgeTypes;
