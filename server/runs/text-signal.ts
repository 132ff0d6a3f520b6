/** How long text is gathered before it is shown: short enough to read as it comes, long enough to spare frames. */
const gatherMs = 40;

/** Gathers streamed text into signals, numbered from 0. */
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
    seq += 1;
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
