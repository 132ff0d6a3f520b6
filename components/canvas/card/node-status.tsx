import { Clock, type LucideIcon, Workflow } from "lucide-react";
import type { NodeState } from "#lib/domain/run-state";
import { statusLooks } from "../../status/status-badge.tsx";
import { classNames } from "../../ui/class-names.ts";

/** How a node's status is shown. Waiting says for what: only for a person does it ask for attention. */
export function nodeLook(state: Pick<NodeState, "status" | "waiting">): {
  word: string;
  icon: LucideIcon;
  text: string;
} {
  const look = statusLooks[state.status];
  if (state.status !== "waiting") return look;
  switch (state.waiting?.reason) {
    case "time":
      return { word: "Waiting for time", icon: Clock, text: "text-status-queued" };
    case "sub-workflow":
      return { word: "In another run", icon: Workflow, text: "text-status-running" };
    default:
      return look;
  }
}

/** The status as icon and word. */
export function NodeStatusText({ state }: { state: Pick<NodeState, "status" | "waiting"> }) {
  const { word, icon: Icon, text } = nodeLook(state);
  return (
    <span className={classNames("inline-flex min-w-0 items-center gap-1.5 text-xs font-medium", text)}>
      <Icon className="size-3.5 shrink-0" aria-hidden />
      <span className="truncate">{word}</span>
    </span>
  );
}
