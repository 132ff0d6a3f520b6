import { CalendarClock, type LucideIcon, MousePointerClick, Webhook, Zap } from "lucide-react";

const looks: Readonly<Record<string, { word: string; icon: LucideIcon }>> = {
  manual: { word: "By hand", icon: MousePointerClick },
  webhook: { word: "Webhook", icon: Webhook },
  schedule: { word: "Schedule", icon: CalendarClock },
};

/** What starts a workflow, each kind once. */
export function TriggerBadges({ triggers }: { triggers: readonly string[] }) {
  const kinds = [...new Set(triggers.map((trigger) => trigger.replace(/-trigger$/, "")))];
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1 text-xs text-muted" aria-label="Started by">
      {kinds.map((kind) => {
        const { word, icon: Icon } = looks[kind] ?? { word: kind, icon: Zap };
        return (
          <li key={kind} className="inline-flex items-center gap-1.5">
            <Icon className="size-3.5 text-faint" aria-hidden />
            {word}
          </li>
        );
      })}
    </ul>
  );
}
