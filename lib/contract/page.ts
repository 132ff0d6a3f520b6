import { z } from "zod";

/** One page of a list; `next` is the `cursor` of the page that follows, null on the last one. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

/** A page of such items. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable().describe("The next page's `cursor`, or null.") });
}
