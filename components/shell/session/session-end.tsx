"use client";
import dynamic from "next/dynamic";
import { useStore } from "zustand";
import { useLiveness } from "#client/hooks/use-liveness";
import { useEarlyLoad } from "../../ui/loading/use-early-load.ts";
import { shellPanels } from "../panels/shell-panels.ts";

const loadDialog = () => import("./session-ended-dialog.tsx");
const SessionEndedDialog = dynamic(() => loadDialog().then((module) => module.SessionEndedDialog), { ssr: false });

/** Says so once the session is over, unless the person ended it right here. */
export function SessionEnd() {
  useEarlyLoad(loadDialog);
  const { state, reason } = useLiveness();
  const isLeaving = useStore(shellPanels, (panels) => panels.isLeaving);
  return state === "ended" && !isLeaving && <SessionEndedDialog reason={reason} />;
}
