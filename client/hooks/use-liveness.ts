import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Liveness } from "../liveness.ts";
import { useLive } from "./live-provider.ts";

/** Before the page has mounted, nothing is certain yet. */
const beforeMount = createStore<Liveness>(() => ({ state: "catching-up", asOf: 0, reason: null }));

/** How true the page is: the state, and when it was last certain (0 before the page has mounted). */
export function useLiveness(): Liveness {
  return useStore(useLive()?.liveness ?? beforeMount);
}
