import { useRunSlice } from "#client/hooks/run-context";
import { textOf } from "#client/streamed-text";
import type { NodeState } from "#lib/domain/run-state";

/** What fits into a card's line, in characters. */
const shownCharacters = 34;

/** The last words that a node has written so far, while it writes; null for a node that writes nothing. */
export function useWritingLine(nodeId: string, state: NodeState): string | null {
  return useRunSlice((run) => {
    if (state.status !== "running") return null;
    const texts = run.streamed[nodeId];
    return texts === undefined ? null : lastWords(textOf(texts, state, null)?.text ?? "");
  });
}

/** The end of a text on one line, from the beginning of a word on. */
export function lastWords(text: string): string {
  const line = text
    .slice(-4 * shownCharacters)
    .replaceAll(/\s+/g, " ")
    .trimEnd();
  if (line.length <= shownCharacters) return line;
  const end = line.slice(-shownCharacters);
  const word = end.indexOf(" ");
  return `…${word === -1 ? end : end.slice(word)}`;
}
