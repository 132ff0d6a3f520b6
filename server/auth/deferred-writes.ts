import type { Logger } from "pino";

/** Writes that an answer must not wait for. */
export interface DeferredWrites {
  /** Starts a write; what goes wrong with it is logged. */
  defer(what: string, write: () => Promise<unknown>): void;
  /** Waits for those under way, so that the database is not closed under them. */
  close(): Promise<void>;
}

/** Writes that no request waits for: a failure is logged, and closing waits for those under way. */
export function createDeferredWrites({ logger }: { logger: Logger }): DeferredWrites {
  const underWay = new Set<Promise<unknown>>();
  return {
    defer(what, write) {
      const written = write()
        .catch((error: unknown) => logger.error({ err: error }, `${what} was not written`))
        .finally(() => underWay.delete(written));
      underWay.add(written);
    },
    async close() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
