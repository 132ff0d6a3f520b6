import type { SignalData } from "#lib/contract/signal";
import { isFinalNodeStatus } from "#lib/domain/run-reducer";
import type { NodeState } from "#lib/domain/run-state";

/** Text that a node streams while it works. Signals may be lost (rule S9), so it is a view, never the output. */
export interface StreamedText {
  attempt: number;
  item: number | null;
  text: string;
  /** Where the next piece begins if none is lost, in UTF-16 units. */
  end: number;
  /** True where a piece was lost, or the text's start was dropped for its length. */
  isPartial: boolean;
}

/** A node's texts: one for the node itself, or one for each item that it worked on in a loop. */
export type NodeTexts = readonly StreamedText[];

/** Characters kept of one text; the whole is in the node's output when it ends. */
export const streamedTextLimit = 64 * 1024;
/** Texts kept of one node in a loop, the latest to begin. */
const keptTexts = 24;

/** Adds a piece to the text of its item. A newer attempt starts anew; a piece of an older one is passed over. */
export function addToTexts(was: NodeTexts, piece: SignalData<"run.node.output">): NodeTexts {
  const item = piece.item ?? null;
  const at = was.findIndex((each) => each.item === item);
  const next = addPiece(was[at], piece, item);
  if (at === -1) return [...was, next].slice(-keptTexts);
  return next === was[at] ? was : was.with(at, next);
}

/**
 * The text to show: of the item picked, else of the first that is still at work, so that the picture stays with one
 * while several stream at once; else the latest.
 */
export function textOf(texts: NodeTexts, node: NodeState, picked: number | null): StreamedText | undefined {
  if (picked !== null) return texts.find(({ item }) => item === picked);
  const isAtWork = ({ item }: StreamedText) =>
    item !== null && !isFinalNodeStatus(node.items?.[item]?.status ?? "idle");
  return texts.find(isAtWork) ?? texts.at(-1);
}

function addPiece(
  was: StreamedText | undefined,
  piece: SignalData<"run.node.output">,
  item: number | null,
): StreamedText {
  if (was !== undefined && piece.attempt < was.attempt) return was;
  const isSame = was !== undefined && was.attempt === piece.attempt;
  const base = isSame ? was : { attempt: piece.attempt, item, text: "", end: 0, isPartial: false };
  const added = piece.text.slice(Math.max(0, base.end - piece.seq));
  if (added === "") return base;
  const hasHole = piece.seq > base.end;
  const text = `${base.text}${hasHole && base.text !== "" ? " … " : ""}${added}`;
  return {
    ...base,
    text: text.slice(-streamedTextLimit),
    end: piece.seq + piece.text.length,
    isPartial: base.isPartial || hasHole || text.length > streamedTextLimit,
  };
}
