"use client";
import { useEffect, useRef } from "react";
import { notice } from "./notice.ts";

/** Answers a link that asks for a start to somebody who may not start: it says so, instead of doing nothing. */
export function StartRefusal({ onAnswered }: { onAnswered: () => void }) {
  const isSaid = useRef(false);
  useEffect(() => {
    if (isSaid.current) return;
    isSaid.current = true;
    void notice("error", "Your role may look at this workflow, not run it.");
    onAnswered();
  }, [onAnswered]);
  return null;
}
