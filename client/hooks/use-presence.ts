import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { connectPresence, createPresenceStore } from "../presence-store.ts";
import { useLive } from "./live-provider.ts";

export interface PresentPerson {
  userId: string;
  name: string;
}

/** Who else watches a stream, each person once, by name; says there that this page does. */
export function usePresence(stream: string): readonly PresentPerson[] {
  const live = useLive();
  const [store] = useState(createPresenceStore);
  useEffect(() => {
    if (live === null) return;
    return connectPresence(store, { subscriptions: live.subscriptions, stream });
  }, [live, store, stream]);
  const { clients } = useStore(store);
  const people = new Map(clients.map(({ userId, name }) => [userId, { userId, name }]));
  return [...people.values()].sort((a, b) => a.name.localeCompare(b.name));
}
