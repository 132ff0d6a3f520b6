/** A queue in which owners take turns: one of each, and again. */
export interface Turns<Item> {
  add(owner: string, item: Item): void;
  /** The oldest of the owner whose turn it is. */
  take(): Item | undefined;
  readonly size: number;
}

/** Nobody waits yet. */
export function createTurns<Item>(): Turns<Item> {
  // A map remembers the order of insertion: who was just served goes to the end.
  const queues = new Map<string, Item[]>();
  let size = 0;
  return {
    add(owner, item) {
      size += 1;
      const queue = queues.get(owner);
      if (queue === undefined) queues.set(owner, [item]);
      else queue.push(item);
    },
    take() {
      const [first] = queues;
      if (first === undefined) return undefined;
      const [owner, queue] = first;
      const item = queue.shift();
      queues.delete(owner);
      if (queue.length > 0) queues.set(owner, queue);
      size -= 1;
      return item;
    },
    get size() {
      return size;
    },
  };
}
