/** Longest pause between two flushes, in milliseconds: what saturation may add to a frame's way. */
const longestPauseMs = 10;

/** Asks for a flush; many asks before it make one. */
export interface PacedFlush {
  request(): void;
  close(): void;
}

/**
 * Flushes at the end of the turn; where flushing takes long, not sooner than it took the last time. So half of the
 * time is left to what commits entries, and the entries that are committed meanwhile travel together: under
 * saturation frames grow instead of queues. At an ordinary pace nothing waits.
 */
export function createPacedFlush(flush: () => { hasMore: boolean }): PacedFlush {
  let immediate: NodeJS.Immediate | null = null;
  let timer: NodeJS.Timeout | null = null;
  let notBefore = 0;

  function request(): void {
    if (immediate !== null || timer !== null) return;
    const pause = notBefore - performance.now();
    if (pause >= 1) timer = setTimeout(run, pause);
    else immediate = setImmediate(run);
  }

  function run(): void {
    immediate = null;
    timer = null;
    const started = performance.now();
    const { hasMore } = flush();
    const ended = performance.now();
    notBefore = ended + Math.min(longestPauseMs, ended - started);
    if (hasMore) request();
  }

  return {
    request,
    close() {
      if (immediate !== null) clearImmediate(immediate);
      if (timer !== null) clearTimeout(timer);
    },
  };
}
