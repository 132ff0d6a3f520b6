import { z } from "zod";
import { idSchema } from "#lib/contract/stream-name";

/** Where a page of a list ended: the last row's time and id. */
export interface PageCursor {
  at: Date;
  id: string;
}

/** Times that the database can compare with. */
const latest = Date.UTC(9999, 11, 31);
const cursorSchema = z.tuple([z.int().min(0).max(latest), idSchema]);

/** An opaque text for the next page. */
export function writeCursor({ at, id }: PageCursor): string {
  return Buffer.from(JSON.stringify([at.getTime(), id])).toString("base64url");
}

/** Null for a text that is not a cursor. */
export function readCursor(text: string): PageCursor | null {
  try {
    const [time, id] = cursorSchema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    return { at: new Date(time), id };
  } catch {
    return null;
  }
}

/** Rows of a page where the caller names none, and the most of one. */
export const pageLimits = { usual: 50, most: 200 } as const;
