/** Anything that has a place in a stream. */
export interface Sequenced {
  readonly offset: number;
}

/**
 * Where a reader of one stream stands (rules S4, S5). Used by the server's channels and by the browser's reader.
 * A value: every step gives a new one.
 */
export interface StreamOrder<E extends Sequenced> {
  /** The last offset that was delivered; the next one is `cursor + 1`. */
  readonly cursor: number;
  /** The highest offset known to exist. */
  readonly head: number;
  /** What came too early: offsets above `cursor + 1`, ascending, each once. */
  readonly held: readonly E[];
}

/** Offsets that a reader lacks: more than `after`, up to and including `upTo`. Ask the log for `after`. */
export interface MissingRange {
  readonly after: number;
  readonly upTo: number;
}

export interface OrderStep<E extends Sequenced> {
  readonly order: StreamOrder<E>;
  /** To be shown now, in this order. */
  readonly deliver: readonly E[];
  readonly missing: MissingRange | null;
}

/** How many entries are held for what is missing before them; what is dropped beyond is asked for again. */
const heldEntriesLimit = 5_000;

/** A reader that has everything up to and including `cursor`. */
export function startOrder<E extends Sequenced>(cursor: number): StreamOrder<E> {
  return { cursor, head: cursor, held: [] };
}

/**
 * Takes entries that arrived, in any order and as often as they like: says what to deliver now and what is missing.
 * Over all steps each offset above the first cursor is delivered exactly once, in order.
 */
export function receiveEntries<E extends Sequenced>(
  order: StreamOrder<E>,
  arrived: readonly E[],
  heldLimit = heldEntriesLimit,
): OrderStep<E> {
  const first = arrived[0];
  const last = arrived.at(-1);
  if (first === undefined || last === undefined) return step(order, []);
  if (order.held.length === 0 && first.offset === order.cursor + 1 && isConsecutive(arrived)) {
    const head = Math.max(order.head, last.offset);
    return step({ cursor: last.offset, head, held: [] }, arrived);
  }
  return deliverConsecutive(order, mergeEarly(order, arrived), heldLimit);
}

/** Takes the head that the log or the server announced (rule S6): what is missing up to there becomes visible. */
export function noteHead<E extends Sequenced>(order: StreamOrder<E>, head: number): OrderStep<E> {
  return step(head > order.head ? { ...order, head } : order, []);
}

/**
 * Goes on from `head` after a `reset` (rule S7): what lies at or below is forgotten, whether it was delivered or not.
 * A head below the cursor means that the log itself began anew; nothing that was held survives that.
 */
export function resetOrder<E extends Sequenced>(order: StreamOrder<E>, head: number): OrderStep<E> {
  if (head < order.cursor) return step(startOrder(head), []);
  const above = order.held.filter((entry) => entry.offset > head);
  return deliverConsecutive({ cursor: head, head: Math.max(order.head, head), held: [] }, above, heldEntriesLimit);
}

/** What a reader lacks before it may show more; null where nothing is known to be missing. */
export function missingRange<E extends Sequenced>(order: StreamOrder<E>): MissingRange | null {
  const nextHeld = order.held[0];
  if (nextHeld !== undefined) return { after: order.cursor, upTo: nextHeld.offset - 1 };
  return order.head > order.cursor ? { after: order.cursor, upTo: order.head } : null;
}

function step<E extends Sequenced>(order: StreamOrder<E>, deliver: readonly E[]): OrderStep<E> {
  return { order, deliver, missing: missingRange(order) };
}

/** Entries above the cursor that were held or just arrived, ascending, each offset once. */
function mergeEarly<E extends Sequenced>(order: StreamOrder<E>, arrived: readonly E[]): E[] {
  const merged = [...order.held, ...arrived.filter((entry) => entry.offset > order.cursor)];
  merged.sort((a, b) => a.offset - b.offset);
  return merged.filter((entry, index) => entry.offset !== merged[index - 1]?.offset);
}

function deliverConsecutive<E extends Sequenced>(
  order: StreamOrder<E>,
  sorted: readonly E[],
  heldLimit: number,
): OrderStep<E> {
  let count = 0;
  while (sorted[count]?.offset === order.cursor + 1 + count) count += 1;
  const head = Math.max(order.head, sorted.at(-1)?.offset ?? 0);
  const held = sorted.slice(count, count + heldLimit);
  return step({ cursor: order.cursor + count, head, held }, sorted.slice(0, count));
}

function isConsecutive(entries: readonly Sequenced[]): boolean {
  return entries.every((entry, index) => index === 0 || entry.offset === (entries[index - 1]?.offset ?? 0) + 1);
}
