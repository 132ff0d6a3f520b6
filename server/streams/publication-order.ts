import type { CommittedBatch } from "./stream-log.ts";

/** A transaction's place in the order of publication. Settled once: published after its commit, or dropped. */
export interface PublicationPlace {
  publish(batches: readonly CommittedBatch[]): void;
  drop(): void;
}

export interface PublicationOrder {
  /** Takes the next place for a transaction; called as soon as it holds the heads of these streams. */
  take(streams: Iterable<string>): PublicationPlace;
}

interface Place {
  streams: ReadonlySet<string>;
  /** Null until the transaction is over. */
  batches: readonly CommittedBatch[] | null;
}

/**
 * Publishes what this process commits in the order of the commits, stream by stream. Two transactions on two
 * connections can commit in one order and be heard of in the other: the second gets the head as soon as the first has
 * committed, maybe before the first's answer was read. But the first has held the head before, so it has the earlier
 * place here, and the second waits for it. Transactions that share no stream do not wait for each other.
 */
export function createPublicationOrder(publish: (batches: readonly CommittedBatch[]) => void): PublicationOrder {
  let places: Place[] = [];

  function settle(place: Place, batches: readonly CommittedBatch[]): void {
    place.batches = batches;
    const blocked = new Set<string>();
    const due: Place[] = [];
    places = places.filter((each) => {
      const isBlocked = [...each.streams].some((stream) => blocked.has(stream));
      if (each.batches !== null && !isBlocked) {
        due.push(each);
        return false;
      }
      for (const stream of each.streams) blocked.add(stream);
      return true;
    });
    for (const each of due) if (each.batches !== null && each.batches.length > 0) publish(each.batches);
  }

  return {
    take(streams) {
      const place: Place = { streams: new Set(streams), batches: null };
      places.push(place);
      return { publish: (batches) => settle(place, batches), drop: () => settle(place, []) };
    },
  };
}
