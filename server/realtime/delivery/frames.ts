import type { Entry } from "#lib/contract/entry";
import { limits } from "#lib/contract/limits";

/** Size at which a frame is full, in characters of JSON: large enough to batch, small enough to send between others. */
const frameCharacters = 256 * 1024;

/** How many of the entries, from the first on, fit into one frame: at least one, whatever its size. */
export function countForFrame(entries: readonly Entry[]): number {
  let characters = 0;
  let count = 0;
  for (const entry of entries) {
    if (count === limits.frameEntries) break;
    characters += JSON.stringify(entry.data)?.length ?? 0;
    if (count > 0 && characters > frameCharacters) break;
    count += 1;
  }
  return count;
}

/** Cuts consecutive entries into frames. */
export function cutIntoFrames(entries: readonly Entry[]): Entry[][] {
  const frames: Entry[][] = [];
  for (let rest = entries; rest.length > 0; ) {
    const count = countForFrame(rest);
    frames.push(rest.slice(0, count));
    rest = rest.slice(count);
  }
  return frames;
}
