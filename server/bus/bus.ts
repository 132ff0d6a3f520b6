import type { Signal } from "#lib/contract/signal";
import type { SessionEndReason } from "#lib/contract/socket";
import type { CommittedBatch } from "#server/streams/stream-log";

/** What replicas tell each other. Losing one costs time, never an entry: the log is the truth. */
export type BusMessage =
  | { kind: "committed"; batches: readonly CommittedBatch[] }
  | { kind: "signal"; signal: Signal }
  | { kind: "session-ended"; sessionId: string; reason: SessionEndReason }
  | { kind: "membership-changed"; userId: string };

/** The way to the other replicas. A message is not heard by the replica that sent it. */
export interface Bus {
  /** Never throws and never waits: what cannot be sent is dropped and counted. */
  publish(message: BusMessage): void;
  subscribe(listener: (message: BusMessage) => void): () => void;
  close(): Promise<void>;
}
