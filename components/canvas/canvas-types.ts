import type { EdgeTypes, NodeTypes } from "@xyflow/react";
import { GroupFrame, NoteCard } from "./card/note-card.tsx";
import { StepCard } from "./card/step-card.tsx";
import { TrackLine } from "./edge/track.tsx";

/** How each kind of thing on the canvas is drawn. One object for ever: React Flow mounts anew when it changes. */
export const canvasNodeTypes = { step: StepCard, note: NoteCard, "group-frame": GroupFrame } satisfies NodeTypes;
export const canvasEdgeTypes = { track: TrackLine } satisfies EdgeTypes;
