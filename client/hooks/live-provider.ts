import { createContext, createElement, type ReactNode, useContext, useEffect, useState } from "react";
import { createLiveClient, type LiveClient } from "../live-client.ts";

const LiveContext = createContext<LiveClient | null>(null);

/** Gives everything below it the page's one live client: made when the page has mounted, closed when it goes. */
export function LiveProvider({ children }: { children: ReactNode }): ReactNode {
  const [live, setLive] = useState<LiveClient | null>(null);
  useEffect(() => {
    const client = createLiveClient({ url: window.location.origin });
    setLive(client);
    return () => client.close();
  }, []);
  return createElement(LiveContext, { value: live }, children);
}

/** The page's live client; null on the server and until the page has mounted. */
export function useLive(): LiveClient | null {
  return useContext(LiveContext);
}
