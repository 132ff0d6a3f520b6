import type { DrawnRunStore } from "#client/hooks/run-context";

/** How long a change stays marked, in milliseconds. */
const markedMs = 500;

/** Nodes whose status changed within the last moment. Calls `onExpire` when a mark is to be taken away. */
export function createRecentChanges(
  run: DrawnRunStore,
  onExpire: () => void,
): { ids: () => ReadonlySet<string>; close: () => void } {
  const marks = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function expire(): void {
    const now = performance.now();
    for (const [id, until] of marks) if (until <= now) marks.delete(id);
    timer = marks.size > 0 ? setTimeout(expire, markedMs / 2) : undefined;
    onExpire();
  }

  const unsubscribe = run.subscribe((now, was) => {
    if (now.state.nodes === was.state.nodes) return;
    const until = performance.now() + markedMs;
    for (const [id, node] of Object.entries(now.state.nodes)) {
      const before = was.state.nodes[id];
      if (before !== node && before?.status !== node.status) marks.set(id, until);
    }
    if (marks.size > 0) timer ??= setTimeout(expire, markedMs);
  });

  return {
    ids: () => new Set(marks.keys()),
    close() {
      clearTimeout(timer);
      unsubscribe();
    },
  };
}
