import { z } from "zod";
import { ingestAnswerSchema } from "#lib/contract/ingest-answer";
import { limits } from "#lib/contract/limits";
import { ok, type ProblemCode, problemCodes } from "#lib/contract/problem";
import { eventEnvelopeSchema } from "#server/ingest/event-envelope";
import type { Ingest } from "#server/ingest/ingest";
import { problemResponse } from "../answer/problem-response.ts";
import { defineRoute, type Route } from "../route.ts";

const contentTypes = ["application/cloudevents+json", "application/cloudevents-batch+json", "application/json"];

/** Events from elsewhere. */
export function createEventRoutes({ ingest }: { ingest: Ingest }): Route[] {
  return [
    defineRoute({
      method: "post",
      path: "/events",
      tag: "Events",
      summary: "Send events of a run from elsewhere",
      description:
        `One CloudEvent, or a batch of at most ${limits.ingestBatchEvents} events and ${limits.ingestBodyBytes} bytes. ` +
        "The answer means that what was accepted is stored. Ids make it safe to send again: what is there already is " +
        "counted as a duplicate. A run becomes known by its first event; `run.queued` says what it is and may declare " +
        "its graph, which is laid out where positions are missing. Where no event was taken the answer is a problem.",
      body: {
        schema: z.union([eventEnvelopeSchema, z.array(eventEnvelopeSchema).max(limits.ingestBatchEvents)]),
        as: "unchecked",
        contentTypes,
        maxBytes: limits.ingestBodyBytes,
      },
      answers: [{ status: 200, description: "What became of the events.", schema: ingestAnswerSchema }],
      refusals: ["scope-missing", "forbidden", "too-many", "unknown-event", "version-unsupported", "unknown-stream"],
      async handle({ actor, body, request }) {
        const taken = await ingest.take(actor, body);
        if (!taken.ok) return taken;
        const [first] = taken.value.rejected;
        if (first === undefined || taken.value.accepted + taken.value.duplicates > 0) return ok(taken.value);
        const { code, message, field, limit } = first;
        const refusal = { message, ...(field !== null && { field }), ...(limit !== undefined && { limit }) };
        const members = { ...taken.value };
        return problemResponse({ code: knownCode(code), ...refusal }, request.requestId, { members });
      },
    }),
  ];
}

function knownCode(code: string): ProblemCode {
  // Rejections carry the codes of refusals; the wire's type is wider, for clients older than a code.
  return Object.hasOwn(problemCodes, code) ? (code as ProblemCode) : "invalid-input";
}
