import {
  Bell,
  Bot,
  Box,
  Braces,
  CalendarClock,
  Clock,
  Globe,
  type LucideIcon,
  Play,
  Repeat,
  Shield,
  Shuffle,
  Sparkles,
  Split,
  Timer,
  UserCheck,
  Webhook,
  Workflow,
} from "lucide-react";
import { kindOf } from "#lib/domain/kinds/registry";

/** The icons that kinds name. Static, so that the page carries these and not the whole set. */
const icons: Readonly<Record<string, LucideIcon>> = {
  bell: Bell,
  bot: Bot,
  braces: Braces,
  "calendar-clock": CalendarClock,
  clock: Clock,
  globe: Globe,
  play: Play,
  repeat: Repeat,
  shield: Shield,
  shuffle: Shuffle,
  sparkles: Sparkles,
  split: Split,
  timer: Timer,
  "user-check": UserCheck,
  webhook: Webhook,
  workflow: Workflow,
};

/** The icon of a kind; a box for kinds of runs from elsewhere. */
export function KindIcon({ kind, className }: { kind: string; className?: string }) {
  const Icon = icons[kindOf(kind)?.icon ?? ""] ?? Box;
  return <Icon className={className} aria-hidden />;
}

/** What a kind is called; a kind of a run from elsewhere by its own name. */
export function kindTitle(kind: string): string {
  return kindOf(kind)?.title ?? kind;
}
