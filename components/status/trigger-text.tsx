import {
  Bot,
  CalendarClock,
  CornerDownRight,
  FileInput,
  type LucideIcon,
  MousePointerClick,
  RotateCw,
  Webhook,
} from "lucide-react";
import type { Trigger } from "#lib/contract/run";
import { classNames } from "../ui/class-names.ts";

const looks: Record<Trigger["kind"], { word: string; icon: LucideIcon }> = {
  manual: { word: "By hand", icon: MousePointerClick },
  webhook: { word: "Webhook", icon: Webhook },
  schedule: { word: "Schedule", icon: CalendarClock },
  api: { word: "API", icon: Bot },
  "sub-workflow": { word: "Another run", icon: CornerDownRight },
  retry: { word: "Retry", icon: RotateCw },
  ingest: { word: "From elsewhere", icon: FileInput },
};

/** What set a run going, and who. */
export function TriggerText({ trigger, className }: { trigger: Trigger; className?: string }) {
  const { word, icon: Icon } = looks[trigger.kind];
  return (
    <span className={classNames("flex min-w-0 items-center gap-1.5", className)}>
      <Icon className="size-3.5 shrink-0 text-faint" aria-hidden />
      <span className="truncate">{trigger.by === undefined ? word : trigger.by.name}</span>
      {trigger.by !== undefined && <span className="sr-only">({word})</span>}
    </span>
  );
}
