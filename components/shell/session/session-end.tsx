"use client";
import dynamic from "next/dynamic";
import { useStore } from "zustand";
import { useLiveness } from "#client/hooks/use-liveness";
import { shellPanels } from "../panels/shell-panels.ts";

const SessionEndedDialog = dynamic(
  () => import("./session-ended-dialog.tsx").then((module) => module.SessionEndedDialog),
  { ssr: false },
);

/** Says so once the session is over, unless the person ended it right here. */
export function SessionEnd() {
  const { state, reason } = useLiveness();
  const isLeaving = useStore(shellPanels, (panels) => panels.isLeaving);
  return state === "ended" && !isLeaving && <SessionEndedDialog reason={reason} />;
}
