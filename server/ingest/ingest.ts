import type { Result } from "#lib/contract/problem";
import type { Actor } from "#lib/domain/actor";

/** Why one event of a request was not taken. */
export interface RejectedEvent {
  /** Its place in the request, from 0. */
  index: number;
  /** Its id, where it had one. */
  id: string | null;
  code: string;
  /** The attribute at fault, such as `data.nodeId`. */
  field: string | null;
  message: string;
  limit?: number | undefined;
}

export interface IngestAnswer {
  accepted: number;
  duplicates: number;
  rejected: RejectedEvent[];
}

/** Takes events from elsewhere. */
export interface Ingest {
  /**
   * Checks and stores one event, or a batch; resolves once what was taken is committed. Events that are refused do not
   * keep the others out. Refuses as a whole with `scope-missing`, `forbidden`, or `too-many`, which names the limit.
   */
  take(actor: Actor, body: unknown): Promise<Result<IngestAnswer>>;
  /** Waits for what was taken. */
  close(): Promise<void>;
}
