import { z } from "zod";
import { entrySchema } from "#lib/contract/entry";
import { limits } from "#lib/contract/limits";
import { waitQuery } from "../request/query-schemas.ts";
import { defineRoute, type Route } from "../route.ts";
import { answerEvents } from "./answer-events.ts";
import { answerPoll } from "./answer-poll.ts";
import { checkAccess } from "./check-access.ts";
import type { StreamRouteDeps } from "./stream-route-deps.ts";

const offset = z.coerce.number().int().nonnegative();

const pollQuery = z.object({
  after: offset.optional().describe("The cursor: entries after this offset. Default: the oldest that is kept."),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(limits.readEntries)
    .default(500)
    .describe(`Entries in one answer, at most ${limits.readEntries}.`),
  wait: waitQuery,
});

const pollAnswerSchema = z.object({
  entries: z.array(entrySchema),
  head: z.int().nonnegative().describe("The stream's newest offset; the page ends before it where there is more."),
});

/** A stream's entries over plain HTTP: poll, long-poll and Server-Sent Events share one address and one cursor. */
export function createStreamRoutes(deps: StreamRouteDeps): Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/streams/:stream/events",
      tag: "Streams",
      summary: "Read a stream's entries",
      description:
        "Without `wait` a poll, with `wait` a long-poll that answers as soon as there is something after the cursor. " +
        "With `Accept: text/event-stream` Server-Sent Events: `id` is the offset, `Last-Event-ID` resumes, and a " +
        "`reset` event says that the cursor is older than what is kept. `If-None-Match` gives 304 where nothing changed.",
      params: z.object({ stream: z.string().min(1).max(300) }),
      query: pollQuery,
      answers: [
        { status: 200, description: "Entries after the cursor, oldest first.", schema: pollAnswerSchema },
        { status: 304, description: "Nothing changed since `If-None-Match`." },
      ],
      refusals: ["unknown-stream", "cursor-in-future", "cursor-expired"],
      async handle({ actor, params, query, request }) {
        const access = await checkAccess(deps.accessTo, actor, params.stream);
        if (!access.ok) return access;
        const asked = { stream: params.stream, after: query.after, limit: query.limit, request };
        const wantsEvents = (request.header("accept") ?? "").includes("text/event-stream");
        return wantsEvents ? answerEvents(deps, asked) : answerPoll(deps, { ...asked, waitMs: query.wait ?? 0 });
      },
    }),
  ];
}
