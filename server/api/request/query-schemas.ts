import { z } from "zod";
import { limits } from "#lib/contract/limits";
import { idSchema } from "#lib/contract/stream-name";

/** A page of a list. */
export const pageQuery = {
  cursor: z.string().min(1).max(500).optional().describe("The `next` of the page before."),
  limit: z.coerce.number().int().min(1).max(200).optional().describe("Items in a page, 1 to 200."),
};

export const idParams = z.object({ id: idSchema });

/** A time that the database can compare with. */
export const timeQuery = z.iso
  .datetime({ offset: true })
  .refine((text) => Date.parse(text) >= 0 && Date.parse(text) < Date.UTC(10_000), "lies before 1970 or after 9999")
  .optional();

/** Words to look for. */
export const searchQuery = z
  .string()
  .max(200)
  .refine((text) => text.isWellFormed() && !text.includes("\0"), "holds a NUL or half a surrogate pair")
  .optional();

const secondsPattern = /^(\d{1,3})(?:s)?$/;

/** `30s` or `30`: how long an answer may wait for news. In milliseconds. */
export const waitQuery = z
  .string()
  .regex(secondsPattern, "is not a number of seconds, such as 30s")
  .refine((text) => seconds(text) <= limits.longPollSeconds, {
    error: `is longer than the limit of ${limits.longPollSeconds} seconds`,
  })
  .transform((text) => seconds(text) * 1000)
  .optional()
  .describe(`Wait for news for so long, such as \`30s\`; at most ${limits.longPollSeconds} s.`);

function seconds(text: string): number {
  return Number(secondsPattern.exec(text)?.[1] ?? 0);
}
