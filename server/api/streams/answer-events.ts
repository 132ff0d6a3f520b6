import { type Refusal, refuse } from "#lib/contract/problem";
import { problemResponse } from "../answer/problem-response.ts";
import type { RequestFacts } from "../route.ts";
import { checkAccess } from "./check-access.ts";
import { checkCursor } from "./check-cursor.ts";
import { createEventBody } from "./event-body.ts";
import type { StreamRouteDeps } from "./stream-route-deps.ts";

/** Server-Sent Events from the cursor on: `Last-Event-ID` counts before `after`, since a browser sends both. */
export async function answerEvents(
  deps: StreamRouteDeps,
  asked: { stream: string; after: number | undefined; request: RequestFacts },
): Promise<Refusal | Response> {
  const { stream, request } = asked;
  const lastEventId = request.header("last-event-id");
  if (lastEventId !== undefined && !/^\d{1,15}$/.test(lastEventId)) {
    return refuse("invalid-input", "Last-Event-ID: is not an offset.", { field: "Last-Event-ID" });
  }
  const cursor = lastEventId === undefined ? asked.after : Number(lastEventId);
  const page = await deps.log.read(stream, { after: cursor ?? 0, limit: 1 });
  const after = cursor ?? page.trimmed;
  const refusal = checkCursor(after, page);
  // A cursor that is too old is told within the stream, so that an EventSource does not give up for good.
  const isExpired = refusal?.code === "cursor-expired";
  if (refusal !== null && !isExpired) {
    return problemResponse(refusal, request.requestId, { members: { head: page.head } });
  }

  const body = createEventBody({
    log: deps.log,
    news: deps.news,
    stream,
    after: isExpired ? page.head : after,
    reset: isExpired ? page.head : null,
    signal: request.signal,
    async mayGoOn() {
      const again = await request.recheck();
      return again.ok ? await checkAccess(deps.accessTo, again.value, stream) : again;
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-store, no-transform",
      // Proxies of the nginx family would otherwise hold events back.
      "X-Accel-Buffering": "no",
    },
  });
}
