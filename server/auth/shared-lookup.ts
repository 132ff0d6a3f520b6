import { setImmediate as endOfTurn } from "node:timers/promises";

/**
 * Lets those who ask the same in one turn of the event loop share one query, which begins at the turn's end: so no
 * answer is older than its question, and a key that was revoked, say, is refused from the next request on. While the
 * embedded database works, requests pile up; then all of them come in one turn, and most are the same few senders'.
 */
export function createSharedLookup<Value>(look: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const asked = new Map<string, Promise<Value>>();

  async function lookAtEndOfTurn(key: string): Promise<Value> {
    await endOfTurn();
    asked.delete(key);
    return look(key);
  }

  return (key) => {
    const answer = asked.get(key) ?? lookAtEndOfTurn(key);
    asked.set(key, answer);
    return answer;
  };
}
