"use client";
import { usePresence } from "#client/hooks/use-presence";
import { Avatar } from "../ui/avatar.tsx";
import { Tooltip } from "../ui/tooltip.tsx";

const shown = 4;

/** Who else watches this page. */
export function Watchers({ stream, selfId }: { stream: string; selfId: string }) {
  const people = usePresence(stream).filter(({ userId }) => userId !== selfId);
  if (people.length === 0) return null;
  const names = people.map(({ name }) => name).join(", ");
  return (
    <Tooltip content={`Also here: ${names}`}>
      <button type="button" className="flex items-center rounded-full" aria-label={`Also here: ${names}`}>
        {people.slice(0, shown).map(({ userId, name }) => (
          <Avatar key={userId} name={name} className="-ml-1.5 ring-2 ring-surface first:ml-0" />
        ))}
        {people.length > shown && <span className="ml-1 text-xs text-muted">+{people.length - shown}</span>}
      </button>
    </Tooltip>
  );
}
