import type { IngestAnswer } from "#lib/contract/ingest-answer";
import type { Result } from "#lib/contract/problem";
import type { Actor } from "#lib/domain/actor";

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
