/** How long text is gathered before it is shown: short enough to read as it comes, long enough to spare frames. */
const gatherMs = 40;

/**
 * Gathers streamed text into signals. `seq` is where a piece begins in the whole text, in UTF-16 units: pieces may
 * then be merged on their way, and whoever reads them still sees what is missing.
 */
export function createTextSignal(emit: (seq: number, text: string) => void): {
  push: (text: string) => void;
  close: () => void;
} {
  let seq = 0;
  let gathered = "";
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (gathered === "") return;
    emit(seq, gathered);
    seq += gathered.length;
    gathered = "";
  }

  return {
    push: (text) => {
      gathered += text;
      timer ??= setTimeout(flush, gatherMs);
    },
    close: flush,
  };
}
