import {
  Box,
  Braces,
  CalendarClock,
  Globe,
  type LucideIcon,
  Play,
  Repeat,
  Sparkles,
  Split,
  Timer,
  UserCheck,
  Webhook,
  Workflow,
} from "lucide-react";
import type { KindIconName } from "#lib/domain/kinds/node-kind";
import { kindOf } from "#lib/domain/kinds/registry";

const icons: Readonly<Record<KindIconName, LucideIcon>> = {
  braces: Braces,
  "calendar-clock": CalendarClock,
  globe: Globe,
  play: Play,
  repeat: Repeat,
  sparkles: Sparkles,
  split: Split,
  timer: Timer,
  "user-check": UserCheck,
  webhook: Webhook,
  workflow: Workflow,
};

/** The icon of a kind; a box for kinds of runs from elsewhere. */
export function KindIcon({ kind, className }: { kind: string; className?: string }) {
  const known = kindOf(kind);
  const Icon = known === null ? Box : icons[known.icon];
  return <Icon className={className} aria-hidden />;
}

/** What a kind is called; a kind of a run from elsewhere by its own name. */
export function kindTitle(kind: string): string {
  return kindOf(kind)?.title ?? kind;
}
