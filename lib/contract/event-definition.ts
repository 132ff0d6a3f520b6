import type { z } from "zod";
import type { StreamKind } from "./stream-name.ts";

/** One event of the catalogue: everything that is said about it is said here. */
export interface EventDefinition<Data extends z.ZodType = z.ZodType> {
  /** Raised when a published payload changes incompatibly. */
  readonly version: number;
  /** The kinds of stream that carry it. */
  readonly streams: readonly StreamKind[];
  /** One sentence for the documents. */
  readonly doc: string;
  readonly data: Data;
  readonly example: z.input<Data>;
}

/** Checks that the example fits the payload, and keeps the payload's own type. */
export function defineEvent<Data extends z.ZodType>(definition: EventDefinition<Data>): EventDefinition<Data> {
  return definition;
}
