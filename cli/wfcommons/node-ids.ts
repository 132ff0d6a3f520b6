import { idSchema } from "#lib/contract/stream-name";

/** Node ids for the names that a file gives its tasks; those that are no ids of ours are changed, and noted. */
export function createNodeIds(keys: readonly string[], notes: string[]): { of(key: string): string } {
  const taken = new Set<string>();
  const ids = new Map<string, string>();
  let changed = 0;
  for (const key of keys) {
    const isFree = idSchema.safeParse(key).success && !taken.has(key);
    const id = isFree ? key : freeId(key, taken);
    if (!isFree) changed += 1;
    taken.add(id);
    ids.set(key, id);
  }
  if (changed > 0)
    notes.push(`${changed} tasks have ids that are too long, not unique, or hold unusual characters: changed.`);
  return { of: (key) => ids.get(key) ?? key };
}

/** Room for a counter below the limit of an id's length. */
const longest = 180;

function freeId(key: string, taken: ReadonlySet<string>): string {
  const plain = key.replaceAll(/[^A-Za-z0-9_.-]/g, "_").slice(0, longest) || "task";
  for (let counter = 1; ; counter += 1) {
    const id = counter === 1 ? plain : `${plain}-${counter}`;
    if (!taken.has(id)) return id;
  }
}
