import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { destinations } from "../destinations.ts";
import { closePanel, openPanel, shellPanels } from "./shell-panels.ts";

/** How long after `g` the next key still belongs to it, in milliseconds. */
const sequenceMs = 1_200;

/** The shell's keyboard shortcuts, for as long as the component is mounted. Fields that take text keep their keys. */
export function useShortcuts(): void {
  const router = useRouter();
  useEffect(() => {
    let goPressedAt = Number.NEGATIVE_INFINITY;

    function onKeyDown(event: KeyboardEvent) {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        if (shellPanels.getState().open === "palette") closePanel();
        else openPanel("palette");
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || takesText(event.target)) return;
      if (isInDialog(event.target)) return;
      if (event.key === "?") {
        event.preventDefault();
        openPanel("shortcuts");
        return;
      }
      const isAfterGo = event.timeStamp - goPressedAt < sequenceMs;
      goPressedAt = event.key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
      const destination = isAfterGo ? destinations.find(({ key }) => key === event.key) : undefined;
      if (destination !== undefined) {
        event.preventDefault();
        router.push(destination.href);
      }
    }

    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [router]);
}

function takesText(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[role=dialog], [role=alertdialog], [role=menu]") !== null;
}
