import { useEffect } from "react";

/**
 * Loads, when the page is idle, what is otherwise loaded on its first use, so that it still opens once the network is
 * gone. `load` is one function for the component's life. What cannot be loaded now is left to the first use.
 */
export function useEarlyLoad(load: () => Promise<unknown>): void {
  useEffect(() => {
    const start = () => void load().catch(() => undefined);
    // Safari has no idle callback.
    if (typeof window.requestIdleCallback !== "function") {
      const timer = window.setTimeout(start, 2_000);
      return () => window.clearTimeout(timer);
    }
    const idle = window.requestIdleCallback(start, { timeout: 5_000 });
    return () => window.cancelIdleCallback(idle);
  }, [load]);
}
