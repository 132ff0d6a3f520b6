import { useEffect, useState } from "react";
import { useLive } from "./live-provider.ts";

/** True once the server says that this person may not read the stream any more, such as after leaving its team. */
export function useIsLost(stream: string): boolean {
  const live = useLive();
  const [lost, setLost] = useState<string | null>(null);
  useEffect(() => {
    if (live === null) return;
    return live.subscriptions.listen(stream, { onSignal: () => {}, onLost: () => setLost(stream) });
  }, [live, stream]);
  return lost === stream;
}
