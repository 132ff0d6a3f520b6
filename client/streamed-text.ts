import type { SignalData } from "#lib/contract/signal";

/** Text that a node streams while it works. Signals may be lost (rule S9), so it is a view, never the output. */
export interface StreamedText {
  attempt: number;
  item: number | null;
  text: string;
  nextSeq: number;
  /** True where a piece was lost, or the text's start was dropped for its length. */
  isPartial: boolean;
}

/** Characters kept of one node's text; the whole is in its output when it ends. */
export const streamedTextLimit = 64 * 1024;

/** Adds a piece. A newer attempt or another item starts anew; a piece of an older attempt is passed over. */
export function addStreamedText(was: StreamedText | undefined, piece: SignalData<"run.node.output">): StreamedText {
  const item = piece.item ?? null;
  const isSame = was !== undefined && was.attempt === piece.attempt && was.item === item;
  if (was !== undefined && was.item === item && piece.attempt < was.attempt) return was;
  const base = isSame ? was : { attempt: piece.attempt, item, text: "", nextSeq: 0, isPartial: false };
  if (piece.seq < base.nextSeq) return base;
  const hasHole = piece.seq > base.nextSeq;
  const text = `${base.text}${hasHole ? " … " : ""}${piece.text}`;
  return {
    ...base,
    text: text.slice(-streamedTextLimit),
    nextSeq: piece.seq + 1,
    isPartial: base.isPartial || hasHole || text.length > streamedTextLimit,
  };
}
